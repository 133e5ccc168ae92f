package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.okhttp.StreamingInterceptor.Concealed;
import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The first of the interceptors that see each request on its connection: what follows it sees what is really sent. */
final class WireInterceptor implements Interceptor {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** In place of the one that OkHttp would act upon. */
    private static final int HARMLESS = 200;

    private final @Nullable ProxyCredentials credentials;

    WireInterceptor(@Nullable ProxyCredentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Concealed concealed = chain.request().tag(Concealed.class);
        Connection connection = chain.connection();
        if (concealed == null || connection == null) {
            return chain.proceed(chain.request());
        }
        Request.Builder request = chain.request().newBuilder();
        if (concealed.hasNoCoding) {
            request.removeHeader("Accept-Encoding");
        }
        boolean proxied = connection.route().proxy().type() == Proxy.Type.HTTP;
        boolean isPlain = !chain.request().isHttps();
        if (connection.protocol() == Protocol.HTTP_1_1) {
            request.header("Connection", "close"); // OkHttp would take bytes after a response for the next one
        }
        if (proxied && isPlain && credentials != null) {
            request.header("Proxy-Authorization", credentials.basic());
        }
        Response response = chain.proceed(request.build());
        concealed.status = isActedUpon(response.code(), proxied) ? response.code() : 0;
        return concealed.status == 0
                ? response
                : response.newBuilder().code(HARMLESS).build();
    }

    /** OkHttp sends the request again where a 503 has Retry-After: 0, and throws where no proxy has sent a 407. */
    private static boolean isActedUpon(int status, boolean proxied) {
        return status == SERVICE_UNAVAILABLE || status == PROXY_AUTHENTICATION_REQUIRED && !proxied;
    }
}
