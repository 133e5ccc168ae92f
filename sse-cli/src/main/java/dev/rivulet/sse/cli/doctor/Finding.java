package dev.rivulet.sse.cli.doctor;

/**
 * One thing that an examination found.
 *
 * @param code of what was found, for programs; it does not change between versions
 * @param what a sentence
 * @param evidence what was seen; empty if {@code what} has it all
 * @param fix what to do; empty if nothing
 */
public record Finding(Topic topic, Severity severity, String code, String what, String evidence, String fix) {
    /** The server's text is in many of them, from failures too: none of it is obeyed by what shows it. */
    public Finding {
        what = Phrase.harmless(what);
        evidence = Phrase.harmless(evidence);
        fix = Phrase.harmless(fix);
    }

    static Finding good(Topic topic, String code, String what) {
        return new Finding(topic, Severity.GOOD, code, what, "", "");
    }

    static Finding note(Topic topic, String code, String what) {
        return new Finding(topic, Severity.NOTE, code, what, "", "");
    }

    static Finding warning(Topic topic, String code, String what) {
        return new Finding(topic, Severity.WARNING, code, what, "", "");
    }

    static Finding problem(Topic topic, String code, String what) {
        return new Finding(topic, Severity.PROBLEM, code, what, "", "");
    }

    /** With what was seen. */
    Finding because(String seen) {
        return new Finding(topic, severity, code, what, seen, fix);
    }

    /** With what to do. */
    Finding fix(String advice) {
        return new Finding(topic, severity, code, what, evidence, advice);
    }
}
