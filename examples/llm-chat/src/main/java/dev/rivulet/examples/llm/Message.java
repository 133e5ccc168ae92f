package dev.rivulet.examples.llm;

/**
 * A message of a conversation.
 *
 * @param role {@code user} or {@code assistant}
 */
record Message(String role, String content) {}
