package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** The library's head in ours: its limit (head-6), its status (head-7), and how the body is framed (head-8). */
final class ResponseHeads {
    private ResponseHeads() {}

    static ResponseHead of(HttpResponse response, HeadLimit limit) throws ProtocolException {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        long length = 0;
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            lines.add(Map.entry(header.getName(), value));
            length += header.getName().length() + value.length() + ": \r\n".length();
        }
        if (limit.isExceededBy(length)) {
            throw limit.failure();
        } else if (response.getCode() > 999) {
            throw new ProtocolException("the status of the response is " + response.getCode());
        }
        Headers headers = Headers.of(lines);
        if (!isFramedOnce(headers.all("Transfer-Encoding"), headers.all("Content-Length"))) {
            throw new ProtocolException("Transfer-Encoding and Content-Length contradict each other or themselves");
        }
        return new ResponseHead(response.getCode(), headers, "http/1.1");
    }

    private static boolean isFramedOnce(List<String> codings, List<String> lengths) {
        boolean isChunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        boolean isCounted = lengths.size() == 1 && lengths.get(0).matches("[0-9]+");
        return isChunked ? lengths.isEmpty() : codings.isEmpty() && (isCounted || lengths.isEmpty());
    }
}
