package dev.rivulet.sse.kafka.config;

import org.apache.kafka.common.config.ConfigDef;

/** The HTTP proxy. */
final class ProxyOptions {
    static final String HOST = "proxy.host";
    static final String PORT = "proxy.port";
    static final String USER = "proxy.user";
    static final String PASSWORD = "proxy.password";

    private ProxyOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Proxy");
        group.option(HOST, ConfigDef.Type.STRING)
                .middling()
                .dependents(PORT, USER, PASSWORD)
                .documented(
                        "Host of the proxy",
                        "The HTTP proxy for streams and for streams.url. Without it, the JVM's settings count"
                                + " (-Dhttp.proxyHost, -Dhttps.proxyHost).");
        group.option(PORT, ConfigDef.Type.INT)
                .preset(8080)
                .checked(Checks.between(1, 65_535))
                .recommended(Choice.whereSet(HOST))
                .documented("Port of the proxy", "The port of proxy.host.");
        group.option(USER, ConfigDef.Type.STRING)
                .recommended(Choice.whereSet(HOST))
                .documented(
                        "User at the proxy",
                        "For Basic authentication at the proxy, with proxy.password. For a streams.url of https, the JDK's"
                                + " client needs -Djdk.http.auth.tunneling.disabledSchemes= in the worker's JVM, too.");
        group.option(PASSWORD, ConfigDef.Type.PASSWORD)
                .recommended(Choice.whereSet(HOST))
                .documented("Password at the proxy", "The password of proxy.user.");
    }
}
