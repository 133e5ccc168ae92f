package dev.rivulet.sse.kafka.task;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of a task in JMX, on workers of any version. */
public final class TaskMBean implements DynamicMBean, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMBean.class);
    private static final String DOMAIN = "dev.rivulet.sse.kafka";
    private static final int MOST_OF_ONE_NAME = 100;

    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private volatile @Nullable ObjectName name;

    private TaskMBean(List<Meter> meters) {
        meters.forEach(each -> this.meters.put(each.attribute(), each));
    }

    /** Registers meters; what prevents it is logged, and harms nothing. */
    public static TaskMBean register(String connector, int task, List<Meter> meters) {
        var bean = new TaskMBean(meters);
        try {
            bean.register("type=SseSourceTask,connector=" + ObjectName.quote(connector) + ",task=" + task);
        } catch (JMException e) {
            LOG.warn("The meters of task {} of {} are not in JMX", task, connector, e);
        }
        return bean;
    }

    /** A task that is being stopped, or the same one of another worker in this JVM, may still have the name. */
    private void register(String wanted) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (int i = 1; ; i++) {
            ObjectName next = new ObjectName(DOMAIN + ":" + wanted + (i == 1 ? "" : ",instance=" + i));
            try {
                server.registerMBean(this, next);
                name = next;
                return;
            } catch (InstanceAlreadyExistsException e) {
                if (i == MOST_OF_ONE_NAME) {
                    throw e;
                }
            }
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        ObjectName registered = name;
        name = null;
        if (registered != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
            } catch (JMException e) {
                LOG.debug("{} was not registered any more", registered, e);
            }
        }
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        Meter meter = meters.get(attribute);
        if (meter == null) {
            throw new AttributeNotFoundException(attribute);
        }
        return meter.value().getAsLong();
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        AttributeList found = new AttributeList();
        for (String each : attributes) {
            Meter meter = meters.get(each);
            if (meter != null) {
                found.add(new Attribute(each, meter.value().getAsLong()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String action, Object @Nullable [] arguments, String @Nullable [] signature) {
        throw new UnsupportedOperationException(action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = meters.entrySet().stream()
                .map(each -> new MBeanAttributeInfo(
                        each.getKey(), "long", each.getValue().description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(TaskMBean.class.getName(), "The streams of a task.", attributes, null, null, null);
    }
}
