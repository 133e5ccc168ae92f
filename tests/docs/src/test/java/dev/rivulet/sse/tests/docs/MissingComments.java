package dev.rivulet.sse.tests.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * What users can see in sources and that has no Javadoc: types, methods, constructors and constants, public or protected.
 * It is only parsed. Nothing is asked of what overrides, of the values of an enum (their type may explain them), and of a
 * method without parameters beside one of the same name that has a comment: it returns the property that the other sets.
 */
final class MissingComments {
    private static final Set<Tree.Kind> INTERFACES = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

    private final List<String> missing = new ArrayList<>();
    private final DocTrees comments;

    private MissingComments(DocTrees comments) {
        this.comments = comments;
    }

    static List<String> of(Iterable<? extends JavaFileObject> sources) throws IOException {
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none", "--release", "17"), null, sources);
        var found = new MissingComments(DocTrees.instance(task));
        for (CompilationUnitTree file : task.parse()) {
            for (Tree type : file.getTypeDecls()) {
                if (type instanceof ClassTree each && isVisible(each.getModifiers())) {
                    found.type(
                            new TreePath(new TreePath(file), each),
                            each.getSimpleName().toString());
                }
            }
        }
        return found.missing;
    }

    private void type(TreePath path, String name) {
        require(path, name);
        ClassTree type = (ClassTree) path.getLeaf();
        for (Tree member : type.getMembers()) {
            TreePath at = new TreePath(path, member);
            if (member instanceof ClassTree inner && isVisible(type, inner.getModifiers())) {
                type(at, name + "." + inner.getSimpleName());
            } else if (member instanceof MethodTree method && isVisible(type, method.getModifiers())) {
                method(at, name + "." + method.getName(), method);
            } else if (member instanceof VariableTree field && isVisible(type, field.getModifiers())) {
                constant(at, name + "." + field.getName(), type);
            }
        }
    }

    private void method(TreePath at, String name, MethodTree method) {
        boolean overrides = method.getModifiers().getAnnotations().stream()
                .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
        if (!overrides && !returnsPropertyOfNamesake(at, method)) {
            require(at, name + "(" + method.getParameters() + ")");
        }
    }

    private boolean returnsPropertyOfNamesake(TreePath at, MethodTree method) {
        ClassTree type = (ClassTree) at.getParentPath().getLeaf();
        return method.getParameters().isEmpty()
                && type.getMembers().stream()
                        .filter(each -> each instanceof MethodTree other
                                && other.getName().equals(method.getName()))
                        .anyMatch(each -> hasComment(new TreePath(at.getParentPath(), each)));
    }

    private void constant(TreePath at, String name, ClassTree type) {
        if (type.getKind() != Tree.Kind.ENUM) {
            require(at, name);
        }
    }

    private void require(TreePath at, String name) {
        if (!hasComment(at)) {
            missing.add(name);
        }
    }

    private boolean hasComment(TreePath at) {
        String comment = comments.getDocComment(at);
        return comment != null && !comment.isBlank();
    }

    private static boolean isVisible(ClassTree type, ModifiersTree member) {
        return isVisible(member) || INTERFACES.contains(type.getKind()) && !isPrivate(member);
    }

    private static boolean isVisible(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED);
    }

    private static boolean isPrivate(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PRIVATE);
    }
}
