package dev.rivulet.sse.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A proxy as curl's {@code --proxy} names it. Messages never repeat it, since it may hold a password. */
record ProxyAddress(
        Proxy.Type type, String host, int port, @Nullable PasswordAuthentication credentials) {
    private static final Pattern FORM = Pattern.compile(
            "(?:([A-Za-z0-9+.-]+)://)?(?:(.*)@)?(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/?#@]+)(?::([0-9]{1,5}))?/?",
            Pattern.DOTALL);

    /** Where curl expects a proxy that has no port. */
    private static final int USUAL_PORT = 1080;

    private static final int LARGEST_PORT = 65_535;

    /** Reads {@code [SCHEME://][USER:PASSWORD@]HOST[:PORT]}, user and password with percent signs decoded. */
    static final class Converter implements ITypeConverter<ProxyAddress> {
        @Override
        public ProxyAddress convert(String text) {
            Matcher form = FORM.matcher(text);
            int port = form.matches() ? form.group(4) == null ? USUAL_PORT : Integer.parseInt(form.group(4)) : 0;
            if (port < 1 || port > LARGEST_PORT) {
                throw new TypeConversionException("a proxy is [SCHEME://][USER:PASSWORD@]HOST[:PORT]");
            }
            return new ProxyAddress(type(form.group(1)), form.group(3), port, credentials(form.group(2)));
        }
    }

    private static Proxy.Type type(@Nullable String scheme) {
        return switch (scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> Proxy.Type.HTTP;
            case "socks5", "socks5h" -> Proxy.Type.SOCKS;
            default -> throw new TypeConversionException("the scheme of a proxy is http or socks5");
        };
    }

    private static @Nullable PasswordAuthentication credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new PasswordAuthentication(decoded(user), decoded(password).toCharArray());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("a percent sign in the user or the password must be written as %25");
        }
    }

    /** Takes this proxy for every request; it looks up the host's name. */
    ProxySelector selector() {
        List<Proxy> proxies = List.of(new Proxy(type, InetSocketAddress.createUnresolved(host, port)));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return proxies;
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return type + " " + host + ":" + port;
    }
}
