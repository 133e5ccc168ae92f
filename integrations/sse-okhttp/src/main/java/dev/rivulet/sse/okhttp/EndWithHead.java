package dev.rivulet.sse.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The last of all interceptors, which sees responses before anything is read: of HTTP/2 one may end with its head, where no
 * header says so.
 */
final class EndWithHead implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        var concealed = chain.request().tag(StreamingInterceptor.Concealed.class);
        if (concealed != null && hasEnded(response)) {
            concealed.ended = response.body();
        }
        return response;
    }

    /** Whether the response came without a body, and no interceptor has given it one. */
    static boolean isOf(Response response) {
        var concealed = response.request().tag(StreamingInterceptor.Concealed.class);
        return concealed != null && concealed.ended == response.body();
    }

    private static boolean hasEnded(Response response) {
        try {
            return response.peekTrailers() != null;
        } catch (NoSuchMethodError olderThan5) {
            return hasTrailers(response);
        } catch (IOException | IllegalStateException notYet) {
            return false;
        }
    }

    /** Before OkHttp 5 this throws where the body has not ended. */
    private static boolean hasTrailers(Response response) {
        try {
            response.trailers();
            return true;
        } catch (IOException | IllegalStateException notYet) {
            return false;
        }
    }
}
