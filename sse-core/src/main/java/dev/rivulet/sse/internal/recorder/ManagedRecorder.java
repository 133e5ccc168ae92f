package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.internal.JvmOnly;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder as a managed bean, so that another process can have it written to a file. Dynamic, since an interface
 * in a package that is not exported cannot describe a bean.
 */
@JvmOnly
final class ManagedRecorder implements DynamicMBean, AutoCloseable {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static final String DUMP = "dump";

    private final ClientRecorder recorder;
    private final ObjectName name;

    private ManagedRecorder(ClientRecorder recorder, ObjectName name) {
        this.recorder = recorder;
        this.name = name;
    }

    /** Registers it; what cannot be registered is logged. Only where there is the module java.management. */
    static AutoCloseable register(ClientRecorder recorder) {
        try {
            return registered(recorder);
        } catch (JMException | RuntimeException refused) {
            LOG.log(Level.WARNING, "the flight recorder is not a managed bean", refused);
            return () -> {};
        }
    }

    /** Another class loader may have numbered its clients in the same way. */
    private static AutoCloseable registered(ClientRecorder recorder) throws JMException {
        while (true) {
            var name = new ObjectName("dev.rivulet.sse:type=FlightRecorder,client=" + CLIENTS.incrementAndGet());
            var bean = new ManagedRecorder(recorder, name);
            try {
                ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
                return bean;
            } catch (InstanceAlreadyExistsException taken) {
                // the next number
            }
        }
    }

    @Override
    public void close() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    }

    @Override
    public @Nullable Object invoke(String action, Object[] parameters, String[] signature)
            throws MBeanException, ReflectionException {
        if (!action.equals(DUMP) || parameters.length != 1 || !(parameters[0] instanceof String file)) {
            throw new ReflectionException(new NoSuchMethodException(action), "there is only dump(String)");
        }
        try {
            recorder.dump(Path.of(file));
            return null;
        } catch (IOException | RuntimeException failed) {
            throw new MBeanException(new IOException(failed.toString()), failed.toString()); // known to the other side
        }
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        var file = new MBeanParameterInfo("file", String.class.getName(), "an absolute path on this machine");
        var dump = new MBeanOperationInfo(
                DUMP,
                "Writes the last bytes and states of this client's sessions to a file",
                new MBeanParameterInfo[] {file},
                void.class.getName(),
                MBeanOperationInfo.ACTION);
        return new MBeanInfo(
                getClass().getName(),
                "The flight recorder of an SSE client",
                null,
                null,
                new MBeanOperationInfo[] {dump},
                null);
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName());
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList();
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }
}
