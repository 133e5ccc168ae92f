package dev.rivulet.examples.llm;

import java.util.List;

/** What the page sends: all messages until now. The last one is a question, or an answer to be continued. */
record Conversation(List<Message> messages) {}
