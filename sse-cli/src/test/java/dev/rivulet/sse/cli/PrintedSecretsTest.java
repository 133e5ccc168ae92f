package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is printed has a part of a URL that may be a secret, whatever happens and however it is printed. */
@LeftToFull
class PrintedSecretsTest {
    private static final String SECRET = "hunter2";

    /** Each way to print; those with -v at their end go to a terminal. */
    private static final List<List<String>> FORMS = List.of(
            List.of(),
            List.of("--states", "-v"),
            List.of("-v", "--json", "--states"),
            List.of("--format={id}{type}{data}\\n", "--stacktrace", "--states"));

    private final ScriptedServer server = ScriptedServer.start();

    /** What a server may do. */
    enum Play {
        EVENTS(server -> server.otherwise(Play::events)),
        LOSS(server ->
                server.otherwise(Response.stream().chunk("retry: 10\nid: 1\n\n").cut())),
        FORBIDDEN(server -> server.otherwise(Response.status(403).header("Link", "</x?key=hunter2>; rel=a"))),
        NOT_FOUND(server -> server.otherwise(Response.status(404).chunk("no such stream"))),
        BUSY(server -> server.otherwise(Response.status(503).header("Retry-After", "0"))),
        BUSY_FOR_LONG(server -> server.otherwise(Response.status(503).header("Retry-After", "99999999"))),
        LOGIN_PAGE(server -> server.otherwise(
                Response.status(200).header("Content-Type", "text/html").chunk("<h1>Sign in</h1>"))),
        REDIRECT(server -> server.otherwise(request -> redirect(server, request))),
        REDIRECT_LOOP(
                server -> server.otherwise(Response.status(302).header("Location", withSecrets(server, "/loop")))),
        REDIRECT_TO_FTP(server ->
                server.otherwise(Response.status(302).header("Location", "ftp://user:hunter2@host/?key=hunter2"))),
        REDIRECT_TO_NOWHERE(server -> server.otherwise(
                Response.status(302).header("Location", "http://user:1hunter2/x@host:hunter2/?key=hunter2"))),
        REDIRECT_WITHOUT_AT(server ->
                server.otherwise(Response.status(302).header("Location", "http:\\\\user:hunter2 [x]/?key=hunter2"))),
        NO_HTTP(server -> server.otherwise(Response.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"))),
        UNKNOWN_CODING(server -> server.otherwise(Response.stream().header("Content-Encoding", "br"))),
        REFUSAL(ScriptedServer::refuseConnections),
        SILENCE(server ->
                server.otherwise(Response.stream().chunk("retry: 10\n\n").hang()));

        private final Consumer<ScriptedServer> script;

        Play(Consumer<ScriptedServer> script) {
            this.script = script;
        }

        private static Response events(RecordedRequest request) {
            return request.lastEventId().isEmpty()
                    ? Response.stream()
                            .header("Set-Cookie", "session=" + SECRET)
                            .chunk("retry: 10\nid: 1\ndata: a\n\n")
                    : Response.status(204);
        }

        private static Response redirect(ScriptedServer server, RecordedRequest request) {
            if (request.target().startsWith("/path")) {
                return Response.status(307).header("Location", "/there?key=" + SECRET);
            }
            return request.target().startsWith("/there")
                    ? Response.status(302).header("Location", withSecrets(server, "/again"))
                    : events(request);
        }

        private static String withSecrets(ScriptedServer server, String path) {
            return server.uri(path).toString().replace("://", "://user:hunter2@") + "?key=hunter2";
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_urls_password_and_query_are_shown_nowhere(Play play) {
        play.script.accept(server);
        for (List<String> form : FORMS) {
            String shown = shown(form);

            assertThat(shown).as(play + " " + form).doesNotContain(SECRET).doesNotContain("dXNlcjpodW50ZXIy");
        }
        if (play != Play.REFUSAL) {
            RecordedRequest request = server.awaitRequest(1);
            assertThat(request.target()).isEqualTo("/path?key=hunter2");
            assertThat(request.headers().first("Authorization")).isEqualTo("Basic dXNlcjpodW50ZXIy");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_doctor_shows_them_nowhere(Play play) {
        play.script.accept(server);
        for (boolean onTerminal : new boolean[] {false, true}) {
            List<String> arguments = new ArrayList<>(List.of("doctor", Play.withSecrets(server, "/path")));
            arguments.addAll(List.of("-H", "Cookie: a=hunter2", "-H", "X-Auth-Token: hunter2"));
            arguments.addAll(List.of("--watch", "100ms", "--connect-timeout", "1"));
            String shown = onTerminal ? onTerminal(arguments) : everything(with(arguments, "--json"));

            assertThat(shown).as(play + " " + onTerminal).doesNotContain(SECRET).doesNotContain("dXNlcjpodW50ZXIy");
            assertThat(shown).contains("127.0.0.1:" + server.port() + "/path?");
        }
    }

    private static String onTerminal(List<String> arguments) {
        Run run = Run.onTerminal(arguments.toArray(String[]::new));
        return run.out() + run.err();
    }

    private static String[] with(List<String> arguments, String last) {
        List<String> all = new ArrayList<>(arguments);
        all.add(last);
        return all.toArray(String[]::new);
    }

    private String shown(List<String> form) {
        List<String> arguments = new ArrayList<>(List.of("tail", Play.withSecrets(server, "/path")));
        arguments.addAll(List.of("-H", "Cookie: a=hunter2", "-H", "X-Auth-Token: hunter2"));
        arguments.addAll(List.of("--max-attempts", form.contains("-v") ? "2" : "1"));
        arguments.addAll(List.of("--idle-timeout", "0.1", "--max-time", "30"));
        arguments.addAll(form);
        return everything(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void a_proxys_password_is_shown_nowhere(String transport) throws Exception {
        server.otherwise(PrintedSecretsTest::ofAProxy);
        try (var socks = new SocksProxy()) {
            for (String proxy : List.of(
                    "http://one:hunter2@127.0.0.1:" + server.port(),
                    "socks5://one:hunter2@127.0.0.1:" + socks.port())) {
                for (String path : List.of("/events", "/login", "/error")) {
                    String url = "http://user:hunter2@events.example:" + server.port() + path + "?key=hunter2";
                    for (List<String> form : FORMS) {
                        assertThat(throughProxy(proxy, transport, url, form))
                                .as(proxy + " " + path + " " + form)
                                .doesNotContain(SECRET)
                                .doesNotContain("b25lOmh1bnRlcjI");
                    }
                }
            }
        }
        assertThat(server.awaitRequest(1).headers().first("Proxy-Authorization"))
                .isEqualTo("Basic b25lOmh1bnRlcjI=");
    }

    private static Response ofAProxy(RecordedRequest request) {
        if (request.target().contains("/login")) {
            return Response.status(407).header("Proxy-Authenticate", "Basic realm=\"a\"");
        }
        return request.target().contains("/error") ? Response.status(502) : Play.events(request);
    }

    private static String throughProxy(String proxy, String transport, String url, List<String> form) {
        List<String> arguments = new ArrayList<>(List.of("tail", url, "--max-attempts=1", "--transport", transport));
        arguments.add("--proxy=" + proxy);
        arguments.addAll(form);
        return everything(arguments.toArray(String[]::new));
    }

    @Test
    void what_stands_in_a_files_place_is_not_repeated() {
        String url = "http://user:hunter2@127.0.0.1:" + server.port() + "/path?key=hunter2";
        for (String option : List.of("--cursor", "--cacert", "--cert", "--plugin", "--transport", "-X", "--max-time")) {
            assertRefused("tail", url, option, url);
        }
        assertRefused("tail", url, "-d", "@" + url);
        assertRefused("tail", url, "--cert", "x", "--key", url);
        assertRefused("tail", url + " ");
        assertRefused("tail", url.replace("127.0.0.1", "ho st"));
        assertRefused("tail", url.replace("http", "ws"));
        assertRefused("tail", url, url);
        assertRefused("parse", url);
        assertRefused("parse", url, url);
        assertRefused("doctor", url, "--watch", url);
        assertRefused("doctor", url, "--origin", url);
        assertRefused("doctor", url.replace("http", "ws"));
        assertRefused("doctor", url, url);
        assertRefused("demo", url);
        assertRefused("demo", "--seed", url);
        assertRefused("transports", "--plugin", url);
        assertRefused(url);
        assertThat(server.requests()).isEmpty();
    }

    private static void assertRefused(String... arguments) {
        for (List<String> form : List.of(List.<String>of(), List.of("--stacktrace"))) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(form);
            Run run = Run.sse(all.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.toString()).isPositive();
            assertThat(run.err()).isNotBlank().doesNotContain(SECRET);
            assertThat(run.out()).isEmpty();
        }
    }

    /** What is printed, status line and log included. */
    private static String everything(String... arguments) {
        var log = new StringBuffer();
        Handler handler = new ConsoleHandler() {
            @Override
            public void publish(LogRecord record) {
                log.append(new SimpleFormatter().format(record));
            }
        };
        Logger logger = Logger.getLogger("dev.rivulet.sse");
        logger.addHandler(handler);
        try {
            var screen = new Screen();
            boolean onTerminal = arguments[arguments.length - 1].equals("-v");
            Main.run(
                    new Terminal(
                            InputStream.nullInputStream(),
                            new Output(screen, onTerminal, onTerminal),
                            new Output(screen, onTerminal, onTerminal),
                            onTerminal),
                    arguments);
            return screen.written() + log;
        } finally {
            logger.removeHandler(handler);
        }
    }
}
