package dev.rivulet.sse.spring;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Type;
import org.springframework.beans.factory.ListableBeanFactory;

/** Reads JSON with Jackson 2. Loaded only where that is there. */
final class Jackson2 {
    private Jackson2() {}

    static boolean isBean(ListableBeanFactory beans) {
        return beans.getBeanNamesForType(ObjectMapper.class, false, false).length > 0;
    }

    static DataReader reader(ListableBeanFactory beans, Type type) {
        ObjectMapper mapper = beans.getBeanProvider(ObjectMapper.class).getIfUnique(ObjectMapper::new);
        JavaType target = mapper.constructType(type);
        return (utf8, from, length) -> mapper.readValue(utf8, from, length, target);
    }
}
