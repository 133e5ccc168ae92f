package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.Daemon;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Debian's squid as a proxy on loopback that wants Basic authentication; it runs while a class of tests does. */
final class Squid implements BeforeAllCallback, AfterAllCallback {
    static final PasswordAuthentication USER = new PasswordAuthentication("ann", "pa:ss word".toCharArray());

    private Daemon daemon;
    private int port;

    /** Starts it, and waits until it listens. The tests are skipped where it is not installed. */
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (isNested(context)) {
            return;
        }
        daemon = Daemon.of("squid");
        port = Daemon.freePort();
        Path passwords = daemon.write("passwords.sh", PASSWORDS);
        Path configuration = daemon.write("squid.conf", configuration(port, passwords));
        daemon.start(port, "-N", "-f", configuration.toString());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (daemon != null && !isNested(context)) {
            daemon.close();
        }
    }

    /** The extension is called for nested classes too, which use what runs for the outermost. */
    private static boolean isNested(ExtensionContext context) {
        return !context.getEnclosingTestClasses().isEmpty();
    }

    ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** It asks a line "name password", each with percent signs, for each login. */
    private static final String PASSWORDS = """
            while read -r login; do
              if [ "$login" = 'ann pa:ss%20word' ]; then echo OK; else echo ERR; fi
            done
            """;

    private static String configuration(int port, Path passwords) {
        return String.join(
                "\n",
                List.of(
                        "http_port 127.0.0.1:" + port,
                        "pid_filename none",
                        "access_log none",
                        "cache_log /dev/null",
                        "cache deny all",
                        "cache_mem 1 MB",
                        "shutdown_lifetime 0 seconds",
                        "pinger_enable off",
                        "visible_hostname localhost",
                        "auth_param basic program /bin/sh " + passwords,
                        "auth_param basic children 1 startup=1 idle=1",
                        "auth_param basic realm test",
                        "acl known proxy_auth REQUIRED",
                        "http_access allow known",
                        "http_access deny all",
                        ""));
    }
}
