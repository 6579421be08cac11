package io.sessiongrid.node;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/** What is measured about the sessions of one application, for JMX. */
final class SessionsBean implements DynamicMBean {
    private static final Logger log = System.getLogger(SessionsBean.class.getName());
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final MeteredApplication application;
    private final Map<String, MeterReading> readings = new TreeMap<>();

    private SessionsBean(MeteredApplication application) {
        this.application = application;
        MeterReading.all().forEach(reading -> readings.put(reading.attribute(), reading));
    }

    /**
     * Shows it as {@code io.sessiongrid:type=Sessions,application="…",node="…"}.
     *
     * @param node the name of the Hazelcast instance
     * @return takes it away
     */
    static Runnable show(MeteredApplication application, String node) {
        SessionsBean bean = new SessionsBean(application);
        try {
            String name = "io.sessiongrid:type=Sessions,application=" + ObjectName.quote(application.name()) + ",node="
                    + ObjectName.quote(node);
            ObjectName shown = register(bean, name);
            return () -> unregister(shown);
        } catch (JMException e) {
            log.log(Level.WARNING, "Could not show application " + application.name() + " in JMX", e);
            return () -> {};
        }
    }

    /** An application may be deployed twice, in two versions: the second is shown with a number. */
    private static ObjectName register(SessionsBean bean, String name) throws JMException {
        ObjectName wanted = new ObjectName(name);
        for (int run = 2; ; run++) {
            try {
                return SERVER.registerMBean(bean, wanted).getObjectName();
            } catch (InstanceAlreadyExistsException e) {
                wanted = new ObjectName(name + ",run=" + run);
            }
        }
    }

    private static void unregister(ObjectName shown) {
        try {
            SERVER.unregisterMBean(shown);
        } catch (InstanceNotFoundException e) {
            log.log(Level.DEBUG, "Somebody else has taken " + shown + " out of JMX", e);
        } catch (JMException e) {
            log.log(Level.WARNING, "Could not take " + shown + " out of JMX", e);
        }
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        MeterReading reading = readings.get(name);
        if (reading == null) {
            throw new AttributeNotFoundException("There is no " + name);
        }
        return reading.value().apply(application);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (String name : names) {
            MeterReading reading = readings.get(name);
            if (reading != null) {
                values.add(new Attribute(name, reading.value().apply(application)));
            }
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("Nothing can be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public @Nullable Object invoke(String name, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(name), "There is nothing to invoke");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanAttributeInfo> attributes = readings.values().stream()
                .map(reading -> new MBeanAttributeInfo(
                        reading.attribute(),
                        reading.type().getName(),
                        reading.meter().meaning(),
                        true,
                        false,
                        false))
                .toList();
        return new MBeanInfo(
                SessionsBean.class.getName(),
                "Sessions of an application of Sessiongrid on this server; see docs/metrics.md",
                attributes.toArray(MBeanAttributeInfo[]::new),
                null,
                null,
                null);
    }
}
