package dev.rivulet.sse.tests.support;

import java.util.stream.Stream;

/** Debian's nginx as a reverse proxy that passes on what it gets as it comes. */
public final class Nginx {
    /** As many streams on an HTTP/2 connection at a time as nginx allows by default. */
    private static final int DEFAULT_STREAMS = 128;

    private static final String[] ARGUMENTS = {"-e", "stderr", "-p", ".", "-c", ReverseProxy.CONFIGURATION_FILE};

    private Nginx() {}

    public static ReverseProxy proxy() {
        return allowing(DEFAULT_STREAMS);
    }

    /** With so many streams on an HTTP/2 connection at a time. */
    public static ReverseProxy allowing(int streams) {
        return new ReverseProxy("nginx", CONFIGURATION.replace("<STREAMS>", Integer.toString(streams)), ARGUMENTS);
    }

    /** With its default, which holds a response back until a buffer is full. */
    public static ReverseProxy buffering() {
        String buffering = CONFIGURATION.replace("proxy_buffering off;", "proxy_buffering on;");
        return new ReverseProxy("nginx", buffering.replace("<STREAMS>", Integer.toString(DEFAULT_STREAMS)), ARGUMENTS);
    }

    /** Makes it read its configuration again, and waits until the old worker accepts nothing. */
    public static void reload(ReverseProxy nginx) throws Exception {
        long before = goodbyes(nginx.daemon().said());
        nginx.daemon()
                .tell(Stream.concat(Stream.of(ARGUMENTS), Stream.of("-s", "reload"))
                        .toArray(String[]::new));
        nginx.daemon().await("the old worker leaves", said -> goodbyes(said) > before);
    }

    private static long goodbyes(String said) {
        return said.lines()
                .filter(line -> line.contains("gracefully shutting down"))
                .count();
    }

    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            worker_processes 1;
            error_log stderr notice;
            events {
                worker_connections 2048;
            }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                ssl_certificate <KEY>;
                ssl_certificate_key <KEY>;
                gzip on;
                gzip_types text/event-stream;
                gzip_proxied any;
                gzip_min_length 0;
                proxy_http_version 1.1;
                proxy_buffering off;
                proxy_set_header Client-Port $remote_port;
                server {
                    listen 127.0.0.1:<PLAIN>;
                    listen 127.0.0.1:<TLS> ssl;
                    listen 127.0.0.1:<HTTP_2> ssl http2;
                    http2_max_concurrent_streams <STREAMS>;
                    location ~ ^/patient/(?<port>[0-9]+)(?<rest>/.*) {
                        proxy_pass http://127.0.0.1:$port$rest$is_args$args;
                    }
                    location ~ ^/impatient/(?<port>[0-9]+)(?<rest>/.*) {
                        proxy_read_timeout 1s;
                        proxy_pass http://127.0.0.1:$port$rest$is_args$args;
                    }
                }
            }
            """;
}
