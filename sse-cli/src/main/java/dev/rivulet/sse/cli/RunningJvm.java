package dev.rivulet.sse.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM on this machine, of the same user.
 *
 * @param name of its main class or jar, with its arguments, which may be secret
 */
record RunningJvm(String id, String name) {
    private static final String RECORDERS = "dev.rivulet.sse:type=FlightRecorder,*";

    /** All that can be seen, this one left out. */
    static List<RunningJvm> all() {
        String own = Long.toString(ProcessHandle.current().pid());
        return VirtualMachine.list().stream()
                .map(RunningJvm::of)
                .filter(jvm -> !jvm.id().equals(own))
                .toList();
    }

    private static RunningJvm of(VirtualMachineDescriptor found) {
        return new RunningJvm(found.id(), found.displayName());
    }

    /** Without arguments. */
    String shownName() {
        return name.strip().split("\\s", 2)[0];
    }

    /** Has each flight recorder of it written to a file. Returns how many there are. */
    @SuppressWarnings("BanJNDI") // the address is that of a JVM of the same user
    int dump(Path file) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(id);
            try (JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()))) {
                return dump(connector.getMBeanServerConnection(), file);
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw CommandFailure.of("cannot attach to the JVM " + id + ": " + e.getMessage(), e);
        }
    }

    private int dump(MBeanServerConnection server, Path file) throws IOException {
        try {
            Set<ObjectName> recorders = server.queryNames(new ObjectName(RECORDERS), null);
            for (ObjectName recorder : recorders) {
                server.invoke(recorder, "dump", new Object[] {file.toString()}, new String[] {String.class.getName()});
            }
            if (recorders.isEmpty()) {
                throw CommandFailure.of(
                        "the JVM " + id + " has no client with a flight recorder (SseClient.builder().flightRecorder)",
                        null);
            }
            return recorders.size();
        } catch (JMException e) {
            throw CommandFailure.of("the JVM " + id + " could not write " + file + ": " + e.getMessage(), e);
        }
    }
}
