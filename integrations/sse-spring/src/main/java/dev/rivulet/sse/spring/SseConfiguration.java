package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportAware;
import org.springframework.core.type.AnnotationMetadata;

/** The beans of {@link EnableSse}. */
@Configuration(proxyBeanMethods = false)
class SseConfiguration implements ImportAware {
    private boolean autoStartup = true;

    @Override
    public void setImportMetadata(AnnotationMetadata importer) {
        var attributes = importer.getAnnotationAttributes(EnableSse.class.getName());
        autoStartup = attributes == null || Boolean.TRUE.equals(attributes.get("autoStartup"));
    }

    @Bean
    static SseListenerPostProcessor sseListenerPostProcessor(ConfigurableListableBeanFactory beans) {
        return new SseListenerPostProcessor(beans);
    }

    @Bean
    SseStreams sseStreams(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<SseClient> clients,
            ObjectProvider<StreamSource> sources) {
        var requests = new StreamRequests(beans, sources.orderedStream().toList());
        return new SseStreams(requests, new DefaultClient(clients), autoStartup);
    }
}
