package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.TransportProviders;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Lists the transports. Whether one works is found by making one. */
@Command(
        name = "transports",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Lists the transports, the first choice first, and whether each works here.",
        footer = {
            "",
            "To add a transport, name its jar with --plugin or in the environment variable SSE_CLASSPATH. The jar must"
                    + " name its provider in",
            Plugins.SERVICES + ".",
            "",
            "HTTP/3: http3 speaks nothing else; altsvc uses it for servers that offer it, and one of the others for the rest."
                    + " They are used by name, or with --http3.",
            "",
            "The exit code is 1 if none works."
        })
final class TransportsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Plugins plugins = new Plugins();

    TransportsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        plugins.load();
        loadTrust();
        var table = new TransportTable(terminal.out(), System.getProperty("rivulet.transport", ""));
        boolean anyWorks = table.print(TransportProviders.find());
        if (Plugins.isClassPathInVain()) {
            terminal.out().println("SSE_CLASSPATH brings none: nothing on it has a file " + Plugins.SERVICES + ".");
        }
        return anyWorks ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Beside the first transport, since all of them need the JVM's trust, and it takes long to load. */
    private static void loadTrust() {
        var thread = new Thread(
                () -> {
                    try {
                        SSLContext.getDefault();
                    } catch (NoSuchAlgorithmException e) {
                        // each transport reports it
                    }
                },
                "sse-trust");
        thread.setDaemon(true);
        thread.start();
    }
}
