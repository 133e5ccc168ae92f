package dev.rivulet.sse.okhttp;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The last of the interceptors that see a call once: between yours and OkHttp's, whose help is not wanted. What it does not
 * want OkHttp to see is put right again by {@link WireInterceptor}.
 */
final class StreamingInterceptor implements Interceptor {
    private final Turns turns;

    StreamingInterceptor(Turns turns) {
        this.turns = turns;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = chain.request().tag(Progress.class);
        if (progress == null) { // not an exchange's call
            return chain.proceed(chain.request());
        }
        Turn turn = turns.await(chain.request().url(), progress.connectTimeout().toMillis());
        try {
            progress.takes(turn);
            return proceed(chain, progress);
        } finally {
            turn.over();
        }
    }

    private static Response proceed(Chain chain, Progress progress) throws IOException {
        var concealed = new Concealed(chain.request().header("Accept-Encoding") == null);
        Request.Builder request = chain.request().newBuilder().tag(Concealed.class, concealed);
        if (concealed.hasNoCoding) { // else OkHttp asks for gzip, and decodes it
            request.header("Accept-Encoding", "identity");
        }
        Response response = chain.withConnectTimeout(millis(progress), TimeUnit.MILLISECONDS)
                .withReadTimeout(0, TimeUnit.MILLISECONDS)
                .withWriteTimeout(0, TimeUnit.MILLISECONDS)
                .proceed(request.build());
        int status = concealed.status;
        return status == 0 ? response : response.newBuilder().code(status).build();
    }

    /** A little longer than the limit that covers TLS too, which then is the one that is reported. */
    private static int millis(Progress progress) {
        return (int) Math.min(progress.connectTimeout().toMillis() + 1_000, Integer.MAX_VALUE);
    }

    /** What OkHttp must not see of one pass through it. */
    static final class Concealed {
        final boolean hasNoCoding;
        volatile int status; // 0 for none
        volatile @Nullable ResponseBody ended; // with the head

        Concealed(boolean hasNoCoding) {
            this.hasNoCoding = hasNoCoding;
        }
    }
}
