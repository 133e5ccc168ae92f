package dev.rivulet.sse.testkit.http2;

import java.util.List;
import java.util.Map;

/** The fields that every connection knows from its beginning (RFC 7541, Appendix A). */
final class StaticTable {
    private static final List<Map.Entry<String, String>> FIELDS =
            """
            :authority
            :method GET
            :method POST
            :path /
            :path /index.html
            :scheme http
            :scheme https
            :status 200
            :status 204
            :status 206
            :status 304
            :status 400
            :status 404
            :status 500
            accept-charset
            accept-encoding gzip, deflate
            accept-language
            accept-ranges
            accept
            access-control-allow-origin
            age
            allow
            authorization
            cache-control
            content-disposition
            content-encoding
            content-language
            content-length
            content-location
            content-range
            content-type
            cookie
            date
            etag
            expect
            expires
            from
            host
            if-match
            if-modified-since
            if-none-match
            if-range
            if-unmodified-since
            last-modified
            link
            location
            max-forwards
            proxy-authenticate
            proxy-authorization
            range
            referer
            refresh
            retry-after
            server
            set-cookie
            strict-transport-security
            transfer-encoding
            user-agent
            vary
            via
            www-authenticate
            """.lines().map(StaticTable::field).toList();

    private StaticTable() {}

    static int size() {
        return FIELDS.size();
    }

    /** From 1. */
    static Map.Entry<String, String> get(int index) {
        return FIELDS.get(index - 1);
    }

    private static Map.Entry<String, String> field(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? Map.entry(line, "") : Map.entry(line.substring(0, space), line.substring(space + 1));
    }
}
