package dev.rivulet.sse.spring;

import java.lang.reflect.Type;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Chooses the reader for the type that a listener takes. */
final class DataReaders {
    private final ListableBeanFactory beans;

    DataReaders(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** @throws IllegalStateException if the type needs Jackson, and there is none */
    DataReader of(Type type, String who) {
        if (type == String.class) {
            return DataReader.TEXT;
        }
        return type == byte[].class ? DataReader.BYTES : json(type, who);
    }

    private DataReader json(Type type, String who) {
        boolean has3 = isThere("tools.jackson.databind.json.JsonMapper");
        boolean has2 = isThere("com.fasterxml.jackson.databind.ObjectMapper");
        if (has3 && (!has2 || Jackson3.isBean(beans) || !Jackson2.isBean(beans))) {
            return Jackson3.reader(beans, type);
        }
        if (has2) {
            return Jackson2.reader(beans, type);
        }
        throw new IllegalStateException(who + " takes " + type.getTypeName() + ", which needs Jackson: add"
                + " tools.jackson.core:jackson-databind or com.fasterxml.jackson.core:jackson-databind, or take SseEvent"
                + " or String");
    }

    private static boolean isThere(String type) {
        return ClassUtils.isPresent(type, DataReaders.class.getClassLoader());
    }
}
