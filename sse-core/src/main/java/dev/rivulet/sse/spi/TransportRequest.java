package dev.rivulet.sse.spi;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is to be sent.
 *
 * <ul>
 *   <li><b>request-1</b>: method, path and query go out as they stand here, percent signs untouched, and each header line
 *       once, with its value as it is.
 *   <li><b>request-2</b>: a body arrives whole, with its length; an empty one too, as a length of 0.
 *   <li><b>request-3</b>: GET, HEAD, POST, PUT and DELETE are sent; any other method is sent too, or refused as
 *       <b>fail-8</b> says.
 *   <li><b>request-4</b>: nothing is added that asks for something else: no Accept-Encoding, Cookie, Upgrade, Expect,
 *       Range or condition, and no credentials but the proxy's for the proxy.
 *   <li><b>request-5</b>: header values are octets, each char one byte. Where the library cannot send one, the request is
 *       refused as <b>fail-8</b> says: no value is altered or left out. With {@link Feature#OBS_TEXT} all from 0x80 on
 *       can be sent. A value with CR, LF or NUL, and a name that is not a token, are refused by every transport.
 * </ul>
 *
 * @param method a token (RFC 9110, 9.1), case kept
 * @param uri absolute, http or https, without fragment; {@link Origin} has its host and port, also of a host such as
 *     {@code my_service}, for which {@link URI#getHost()} is null. User information in it is not sent; a session gives none
 * @param headers the lines to send, in order. Host, Content-Length and what else frames the message is the transport's
 * @param body null for none; must not be changed, neither by the transport nor by who made the request
 * @param connectTimeout of this request's connection: TCP and TLS, not looking up the name; positive
 * @param headBytes the longest header section of a response to accept, in bytes of HTTP/1.1's notation; more is a failure
 *     in {@link Phase#HEAD}
 */
public record TransportRequest(
        String method, URI uri, Headers headers, byte @Nullable [] body, Duration connectTimeout, int headBytes) {
    /** Without secrets: of the URI no query, of credentials no value, of the body its length. */
    @Override
    public String toString() {
        return method + " " + Redacted.uri(uri) + " " + headers + " with "
                + (body == null ? "no body" : "a body of " + body.length + " bytes");
    }
}
