package dev.rivulet.sse.spring.boot.slice;

import org.springframework.stereotype.Service;

/** Must not be made in a slice. */
@Service
class Database {
    Database() {
        throw new IllegalStateException("no database in a test");
    }
}
