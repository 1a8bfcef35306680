// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.multimodal.annotation.Internal;
import io.multimodal.annotation.Public;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each type says whether programs may build on it, and a public type shows public types only. */
class PublicApiITCase {
    /** A public type is {@link Public}, or it or its package is {@link Internal}. */
    static ArchRule typesSayForWhomTheyAre() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and(areOurs())
                .and()
                .doNotHaveSimpleName("package-info")
                .should(
                        new ArchCondition<JavaClass>("be @Public or @Internal") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                boolean open = type.isAnnotatedWith(Public.class);
                                boolean inClosedPackage =
                                        type.getPackage().isAnnotatedWith(Internal.class);
                                boolean closed =
                                        type.isAnnotatedWith(Internal.class)
                                                || (inClosedPackage && !open);
                                events.add(
                                        new SimpleConditionEvent(
                                                type,
                                                open != closed,
                                                type.getName()
                                                        + " bears "
                                                        + (open ? "both" : "neither")));
                            }
                        })
                .because("a program has to know what it may build on");
    }

    /** What the signatures of a public type name is public, too. */
    static ArchRule publicTypesShowPublicTypes() {
        return classes()
                .that(
                        DescribedPredicate.describe(
                                "are public for programs", PublicApiITCase::isForPrograms))
                .should(
                        new ArchCondition<JavaClass>("show @Public types only") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                for (JavaMember member : type.getMembers()) {
                                    for (JavaClass shown : shownBy(member)) {
                                        events.add(
                                                new SimpleConditionEvent(
                                                        member,
                                                        isForPrograms(shown) || !isVisible(shown),
                                                        member.getFullName()
                                                                + " shows "
                                                                + shown.getName()));
                                    }
                                }
                            }
                        })
                .because("a signature is a promise about every type that it names");
    }

    private static DescribedPredicate<JavaClass> areOurs() {
        return DescribedPredicate.describe(
                "are of a module",
                type ->
                        Stream.of(Module.values())
                                .anyMatch(
                                        module ->
                                                type.getPackageName().startsWith(module.prefix())));
    }

    private static boolean isForPrograms(JavaClass type) {
        return isVisible(type)
                && !type.isAnnotatedWith(Internal.class)
                && (type.isAnnotatedWith(Public.class)
                        || type.getEnclosingClass()
                                .map(PublicApiITCase::isForPrograms)
                                .orElse(false));
    }

    private static boolean isVisible(JavaClass type) {
        boolean visible =
                type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED);
        return visible && type.getEnclosingClass().map(PublicApiITCase::isVisible).orElse(true);
    }

    private static Set<JavaClass> shownBy(JavaMember member) {
        Set<JavaClass> shown = new HashSet<>();
        boolean visible =
                member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED);
        if (visible
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !member.isAnnotatedWith(Internal.class)) {
            types(member).map(JavaType::getAllInvolvedRawTypes).forEach(shown::addAll);
        }
        shown.removeIf(type -> !type.getPackageName().startsWith("io.multimodal"));
        return shown;
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
    }

    @Test
    void eachTypeSaysForWhomItIs() {
        typesSayForWhomTheyAre().check(ModuleRulesTest.CLASSES);
    }

    @Test
    void publicTypesShowNoInternalOnes() {
        publicTypesShowPublicTypes().check(ModuleRulesTest.CLASSES);
    }
}
