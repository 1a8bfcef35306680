// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import com.sun.source.tree.AnnotationTree;
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
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds what the Javadoc of {@code @Public} types leaves out. It reads sources, since classes hold
 * no comments.
 */
final class PublicJavadoc {
    private static final Pattern THREADS = Pattern.compile("(?i)thread-safe|immutable");
    private static final Pattern BLOCKING = Pattern.compile("(?i)\\bblock|no request");
    private static final Pattern QUANTITY =
            Pattern.compile(
                    "(?i)(size|length|offset|width|height|stride|timeout|duration|delay|interval|time)$");
    private static final Pattern UNIT =
            Pattern.compile(
                    "(?i)byte|pixel|second|milli|micro|nano|sample|frame|element|character|number of|in a row");
    private static final Set<String> NUMBERS =
            Set.of("int", "long", "float", "double", "OptionalInt", "OptionalLong");

    private final DocTrees docs;
    private final List<String> gaps = new ArrayList<>();

    private PublicJavadoc(DocTrees docs) {
        this.docs = docs;
    }

    /** One line for each gap in the public types of these sources. */
    static List<String> gaps(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    new StringWriter(),
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            PublicJavadoc javadoc = new PublicJavadoc(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree top && bears(top.getModifiers(), "Public")) {
                        javadoc.checkType(top, new TreePath(new TreePath(unit), top));
                    }
                }
            }
            return javadoc.gaps;
        }
    }

    private void checkType(ClassTree type, TreePath path) {
        Optional<String> doc = doc(path);
        String name = type.getSimpleName().toString();
        if (doc.isEmpty()) {
            gaps.add(name + " has no Javadoc");
        } else if (mayBeShared(type) && !THREADS.matcher(doc.get()).find()) {
            gaps.add(name + " does not say whether it is thread-safe");
        }
        for (Tree member : type.getMembers()) {
            TreePath memberPath = new TreePath(path, member);
            if (member instanceof ClassTree nested && isVisible(nested.getModifiers(), type)) {
                checkType(nested, memberPath);
            } else if (member instanceof MethodTree method
                    && isVisible(method.getModifiers(), type)
                    && !bears(method.getModifiers(), "Override")
                    && !bears(method.getModifiers(), "Internal")) {
                checkMethod(type, method, doc(memberPath), doc.orElse(""));
            }
        }
    }

    private void checkMethod(
            ClassTree type, MethodTree method, Optional<String> doc, String ofType) {
        boolean constructor = method.getReturnType() == null;
        String name = type.getSimpleName() + "." + method.getName();
        if (doc.isEmpty()) {
            if (!constructor || !explainsItself(type, method)) {
                gaps.add(name + " has no Javadoc");
            }
            return;
        }
        String text = doc.get() + ofType;
        if (method.getThrows().stream().anyMatch(PublicJavadoc::isOfStorage)
                && !BLOCKING.matcher(text).find()) {
            gaps.add(name + " does not say whether it blocks");
        }
        for (VariableTree parameter : method.getParameters()) {
            checkUnit(name, parameter.getName().toString(), parameter.getType(), text);
        }
        if (!constructor) {
            checkUnit(name, method.getName().toString(), method.getReturnType(), text);
        }
    }

    private void checkUnit(String method, String name, Tree type, String text) {
        if (QUANTITY.matcher(name).find()
                && NUMBERS.contains(type.toString())
                && !UNIT.matcher(text).find()) {
            gaps.add(method + " does not say the unit of " + name);
        }
    }

    /** Whether instances can reach several threads: not those of records, enums and exceptions. */
    private static boolean mayBeShared(ClassTree type) {
        boolean plain = type.getKind() == Tree.Kind.CLASS || type.getKind() == Tree.Kind.INTERFACE;
        return plain
                && !isException(type)
                && type.getMembers().stream()
                        .anyMatch(
                                member ->
                                        member instanceof MethodTree method
                                                && method.getReturnType() != null
                                                && isVisible(method.getModifiers(), type)
                                                && !method.getModifiers()
                                                        .getFlags()
                                                        .contains(Modifier.STATIC));
    }

    /**
     * A constructor whose parameters, if any, are those of the type's Javadoc or of an exception.
     */
    private static boolean explainsItself(ClassTree type, MethodTree constructor) {
        return constructor.getParameters().isEmpty()
                || type.getKind() == Tree.Kind.RECORD
                || isException(type);
    }

    private static boolean isException(ClassTree type) {
        return type.getExtendsClause() != null
                && type.getExtendsClause().toString().endsWith("Exception");
    }

    private static boolean isOfStorage(Tree exception) {
        return exception.toString().equals("IOException")
                || exception.toString().equals("StoreException");
    }

    private static boolean isVisible(ModifiersTree modifiers, ClassTree in) {
        Set<Modifier> flags = modifiers.getFlags();
        return flags.contains(Modifier.PUBLIC)
                || flags.contains(Modifier.PROTECTED)
                || (in.getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE));
    }

    private static boolean bears(ModifiersTree modifiers, String annotation) {
        for (AnnotationTree given : modifiers.getAnnotations()) {
            if (given.getAnnotationType().toString().equals(annotation)) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> doc(TreePath path) {
        return Optional.ofNullable(docs.getDocComment(path));
    }
}
