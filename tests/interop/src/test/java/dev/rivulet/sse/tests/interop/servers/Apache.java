package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.ReverseProxy;

/** Debian's apache2 as a reverse proxy that compresses what its clients accept compressed, without TLS on all its ports. */
final class Apache {
    private Apache() {}

    static ReverseProxy compressing() {
        return new ReverseProxy(
                "apache2", CONFIGURATION, "-D", "FOREGROUND", "-d", ".", "-f", ReverseProxy.CONFIGURATION_FILE);
    }

    private static final String CONFIGURATION = """
            ServerName localhost
            DefaultRuntimeDir .
            PidFile apache2.pid
            ErrorLog /dev/stderr
            User www-data
            Group www-data
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
            LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
            LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
            LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
            LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
            Listen 127.0.0.1:<PLAIN>
            Listen 127.0.0.1:<TLS>
            Listen 127.0.0.1:<HTTP_2>
            GracefulShutdownTimeout 1
            RewriteEngine On
            RewriteRule ^/patient/([0-9]+)(/.*)$ http://127.0.0.1:$1$2 [P,L]
            AddOutputFilterByType DEFLATE text/event-stream
            """;
}
