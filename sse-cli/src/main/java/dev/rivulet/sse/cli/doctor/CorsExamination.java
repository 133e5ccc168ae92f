package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.util.List;

/** Whether a page of another origin may read the stream. */
final class CorsExamination implements Examination {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Override
    public List<Finding> examine(CaseFile file) {
        CaseFile.CrossOrigin look = file.crossOrigin();
        ResponseHead head = look == null ? null : look.visit().head();
        if (look == null || head == null) {
            return List.of();
        }
        if (head.status() != 200) {
            return List.of(bad(
                    look,
                    "refused",
                    "A request with `Origin: " + Phrase.text(look.origin()) + "` is answered with " + head.status()
                            + "."));
        }
        return List.of(judge(look, head.headers()));
    }

    private static Finding judge(CaseFile.CrossOrigin look, Headers headers) {
        String allowed = headers.first(ALLOWED);
        if (allowed == null) {
            return bad(look, "absent", "There is no " + ALLOWED + ": pages of other origins cannot read the stream.");
        }
        if (!allowed.equals("*") && !allowed.equals(look.origin())) {
            return bad(
                    look,
                    "other_origin",
                    ALLOWED + " is " + Phrase.text(allowed) + ", and not " + Phrase.text(look.origin()) + ".");
        }
        boolean credentials = "true".equals(headers.first("Access-Control-Allow-Credentials"));
        return Finding.good(
                Topic.CORS,
                "allowed",
                ALLOWED + ": " + Phrase.text(allowed)
                        + (credentials && !allowed.equals("*") ? ", with cookies." : ", without cookies."));
    }

    private static Finding bad(CaseFile.CrossOrigin look, String code, String what) {
        return (look.isAsked() ? Finding.warning(Topic.CORS, code, what) : Finding.note(Topic.CORS, code, what))
                .fix("If a page of another origin is to read it: send `" + ALLOWED + "` with that origin, and `Vary:"
                        + " Origin`; with cookies also `Access-Control-Allow-Credentials: true`.");
    }
}
