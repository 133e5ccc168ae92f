package dev.rivulet.sse.bench.results;

/**
 * The parts of a document that are generated: each stands between {@code <!-- results NAME -->} and {@code <!-- end NAME
 * -->}, and all else is written by people.
 */
public final class MarkdownSections {
    private MarkdownSections() {}

    /**
     * The document with another part of this name; at its end if it had none.
     *
     * @throws IllegalArgumentException if the part begins and does not end
     */
    public static String put(String document, String name, String generated) {
        String begin = "<!-- results " + name + " -->\n";
        String end = "<!-- end " + name + " -->\n";
        String part = begin + "\n" + generated + "\n" + end;
        int from = document.indexOf(begin);
        if (from < 0) {
            return document + "\n" + part;
        }
        int to = document.indexOf(end, from);
        if (to < 0) {
            throw new IllegalArgumentException("the part " + name + " has no end");
        }
        return document.substring(0, from) + part + document.substring(to + end.length());
    }
}
