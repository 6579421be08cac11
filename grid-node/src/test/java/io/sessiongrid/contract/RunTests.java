package io.sessiongrid.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The tests of one module that Maven runs: methods with an annotation of JUnit, inherited ones too, of classes that can
 * be instantiated and have the right name. What is switched off, always or on a condition, is none; nor is an inherited
 * method that a class has replaced.
 */
final class RunTests {
    private static final String CONDITIONS = "org.junit.jupiter.api.condition.";

    private final List<Class<?>> classes;

    private RunTests(List<Class<?>> classes) {
        this.classes = classes;
    }

    /** Of the module to which this class belongs. */
    static RunTests ofModuleOf(Class<?> member) {
        try {
            return new RunTests(ReflectionSupport.findAllClassesInClasspathRoot(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI(),
                    type -> !Modifier.isAbstract(type.getModifiers()),
                    RunTests::isNameOfTests));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By this name Maven takes a class for one of tests. */
    static boolean isNameOfTests(String type) {
        return type.endsWith("Test") || type.endsWith("IT");
    }

    /** True if the class of that name is one of this module's, whether it is run or not. */
    boolean haveTypeOf(ConformanceRow.Named test) {
        return classes.stream().anyMatch(type -> type.getSimpleName().equals(test.type()));
    }

    /** The classes that run a test, by their simple names; it is named by its own class, or by one of them. */
    Set<String> runners(ConformanceRow.Named test) {
        return classes.stream()
                .filter(RunTests::isSwitchedOn)
                .filter(type -> lineage(type).anyMatch(name -> name.equals(test.type())))
                .filter(type -> hasTest(type, test))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }

    private static Stream<String> lineage(Class<?> type) {
        Stream<Class<?>> parents =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
        return Stream.concat(Stream.of(type.getSimpleName()), parents.flatMap(RunTests::lineage));
    }

    private static boolean hasTest(Class<?> type, ConformanceRow.Named test) {
        return !ReflectionSupport.findMethods(
                        type,
                        method -> isTest(method)
                                && method.getName().equals(test.method())
                                && Stream.of(type, method.getDeclaringClass())
                                        .anyMatch(owner -> owner.getSimpleName().equals(test.type())),
                        HierarchyTraversalMode.TOP_DOWN)
                .isEmpty();
    }

    private static boolean isTest(Method method) {
        int modifiers = method.getModifiers();
        return AnnotationSupport.isAnnotated(method, Testable.class)
                && !Modifier.isPrivate(modifiers)
                && !Modifier.isStatic(modifiers)
                && !Modifier.isAbstract(modifiers)
                && isSwitchedOn(method)
                && isSwitchedOn(method.getDeclaringClass());
    }

    private static boolean isSwitchedOn(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .noneMatch(type -> type == Disabled.class || type.getName().startsWith(CONDITIONS));
    }
}
