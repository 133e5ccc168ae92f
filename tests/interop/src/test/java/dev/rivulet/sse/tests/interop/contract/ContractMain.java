package dev.rivulet.sse.tests.interop.contract;

import dev.rivulet.sse.SseClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs the {@link ContractService} until it is asked to quit. */
@Command(
        name = "contract-service",
        mixinStandardHelpOptions = true,
        description = "Opens event streams for the harness of sse-contract-tests.")
public final class ContractMain implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", description = "the port to listen on, 0 for any; default: 8000")
    private int port = 8000;

    @Option(names = "--transport", paramLabel = "NAME", description = "default: the best that works here")
    private @Nullable String transport;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ContractMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        SseClient.Builder builder = SseClient.builder();
        if (transport != null) {
            builder.transport(transport);
        }
        try (SseClient client = builder.build();
                ContractService service = ContractService.start(port, client)) {
            System.out.println("listening at " + service.uri() + ", transport " + client.transport());
            service.awaitQuit();
        }
        return ExitCode.OK;
    }
}
