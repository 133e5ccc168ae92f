package dev.rivulet.tests.report;

import org.w3c.dom.Element;

/**
 * A test, whatever its arguments.
 *
 * @param module the folder of its module
 * @param className with its package
 * @param method empty for all of the class
 */
record TestName(String module, String className, String method) {
    /** Of a report's line. */
    static TestName of(String module, Element test) {
        return new TestName(
                module,
                test.getAttribute("classname"),
                test.getAttribute("name").split("\\(", 2)[0]);
    }

    /** Of the text that {@link #toString()} makes. */
    static TestName parse(String text) {
        String[] parts = text.split(" ", 3);
        return new TestName(parts[0], parts[1], parts[2]);
    }

    /** Whether this is that test, or either of them is the class that has the other. */
    boolean isOf(TestName that) {
        return equals(that) || has(that) || that.has(this);
    }

    private boolean has(TestName other) {
        return method.isEmpty() && module.equals(other.module) && (other.className + "$").startsWith(className + "$");
    }

    /** The class, without its package. */
    String simpleClassName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return module + " " + className + " " + method;
    }
}
