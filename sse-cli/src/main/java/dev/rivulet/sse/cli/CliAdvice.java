package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;

/** What a user of the command line can do about a failure, where the core's advice names methods that programs call. */
final class CliAdvice {
    private CliAdvice() {}

    static String of(Failure failure) {
        if (failure instanceof Failure.HttpError error) {
            return ofStatus(error.response().status());
        } else if (failure instanceof Failure.TimedOut timedOut) {
            return ofTimeOut(timedOut.kind());
        } else if (failure instanceof Failure.ProxyFailed proxy) {
            return proxy.status() == 407
                    ? "--proxy needs a user and a password that the proxy accepts: USER:PASSWORD@HOST:PORT."
                    : "Check the address in --proxy, and whether the proxy may connect to this host and port.";
        } else if (failure instanceof Failure.TlsFailed tls && !tls.retryable()) {
            return "Check the host name; --cacert trusts another authority, --cert and --key show a certificate to the"
                    + " server.";
        } else if (failure instanceof Failure.ConnectionFailed connection) {
            return ofConnection(connection);
        }
        return ofOthers(failure);
    }

    private static String ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> "Check the credentials: -u USER:PASSWORD or -H 'Authorization: …'.";
            case 407 -> "--proxy needs a user and a password that the proxy accepts: USER:PASSWORD@HOST:PORT.";
            case 429, 503, 529 -> "The server is busy, or a quota is used up: try later, or raise --max-attempts.";
            default -> "Check the URL and the options; -v shows the heads of request and response.";
        };
    }

    private static String ofTimeOut(Failure.TimedOut.Kind kind) {
        return switch (kind) {
            case IDLE -> "Make the server send a comment as a heartbeat, or raise --idle-timeout.";
            case TOTAL -> "Raise --max-time if the stream may last longer.";
            case RESPONSE_HEAD -> "Check that the server is not overloaded, and that no proxy holds the response back.";
            case FIRST_EVENT, EVENT_IDLE, CONNECTION_AGE -> "The command sets no such limit.";
        };
    }

    private static String ofConnection(Failure.ConnectionFailed failure) {
        return switch (failure.phase()) {
            case RESOLVE -> "Check the host name and DNS.";
            case CONNECT ->
                "Check that the server is listening and that no firewall blocks it, or raise --connect-timeout.";
            case PROXY, TLS, SEND, HEAD, BODY -> "The server or an intermediary closed the connection.";
        };
    }

    private static String ofOthers(Failure failure) {
        return switch (failure.code()) {
            case "last_event_id_rejected" ->
                "It may no longer know this id: start without --last-event-id, or with another --cursor file.";
            case "unsupported_encoding" ->
                "Only gzip and deflate can be decoded: use --compressed, not -H Accept-Encoding.";
            case "corrupt_encoding" -> "An intermediary may have cut or changed it; try without --compressed.";
            case "truncated" -> "The answer is incomplete, or --end-marker is not what the server sends.";
            case "protocol_error" -> "An intermediary may be altering the response.";
            case "limit_exceeded" -> "The server sends more than this command accepts.";
            case "unsendable_last_event_id" -> "Make the server use short ids of printable ASCII.";
            case "repeated_id" -> "No event is lost, but one that the server sends again is printed again.";
            case "server_delay_too_long" -> "Try again after that time.";
            default -> failure.advice();
        };
    }
}
