package dev.rivulet.sse.spring;

import java.lang.reflect.Type;
import org.springframework.beans.factory.ListableBeanFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON with Jackson 3. Loaded only where that is there. */
final class Jackson3 {
    private Jackson3() {}

    static boolean isBean(ListableBeanFactory beans) {
        return beans.getBeanNamesForType(JsonMapper.class, false, false).length > 0;
    }

    static DataReader reader(ListableBeanFactory beans, Type type) {
        JsonMapper mapper = beans.getBeanProvider(JsonMapper.class).getIfUnique(JsonMapper::new);
        JavaType target = mapper.constructType(type);
        return (utf8, from, length) -> mapper.readValue(utf8, from, length, target);
    }
}
