package dev.rivulet.sse.okhttp;

import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Names a tunnel to its proxy, which OkHttp asks for before it connects, and once more if the proxy refuses. */
final class ProxyCredentials implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final String basic;

    ProxyCredentials(PasswordAuthentication credentials) {
        String pair = credentials.getUserName() + ":" + new String(credentials.getPassword());
        basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    String basic() {
        return basic;
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response refused) {
        boolean wasTried = refused.request().header(HEADER) != null;
        return wasTried
                ? null
                : refused.request().newBuilder().header(HEADER, basic).build();
    }
}
