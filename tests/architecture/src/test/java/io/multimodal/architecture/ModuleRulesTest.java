// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dependencies point one way, and what is internal stays so. No frozen list of exceptions. */
class ModuleRulesTest {
    /** Read once for all rules. */
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.multimodal");

    /** No Flink below the types. */
    static ArchRule storeKnowsNoFlink() {
        return noClasses()
                .that()
                .resideInAPackage("io.multimodal.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..")
                .because("the object store serves any program, not only Flink's");
    }

    /** No codec below the connectors and formats. */
    static ArchRule typesKnowNoCodec() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        "io.multimodal.store..",
                        "io.multimodal.types..",
                        "io.multimodal.planner..",
                        "io.multimodal.serializers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.bytedeco..",
                        "org.apache.tika..",
                        "ai.onnxruntime..",
                        "javax.imageio..",
                        "java.awt..")
                .because("values travel through processes that decode nothing");
    }

    /** A module may use those above it in the order of {@link Module}. */
    static ArchRule usesNothingBelow(Module module) {
        return noClasses()
                .that()
                .resideInAPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbidden())
                .allowEmptyShould(true)
                .because("dependencies point upward in the order of the modules");
    }

    /** What lies in a package called internal is used by its own module only. */
    static ArchRule keepsInternalsToItself(Module module) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(module.packages())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(module.internals())
                .because("internal packages change without notice");
    }

    /** No package needs one that needs it. */
    static ArchRule packagesAreFreeOfCycles() {
        return slices().matching("io.multimodal.(**)").should().beFreeOfCycles();
    }

    /** Java serialization of media values is how programs break on upgrades. */
    static ArchRule valuesAreNotJavaSerializable() {
        return noClasses()
                .that()
                .areAssignableTo("io.multimodal.types.MediaValue")
                .or()
                .areAssignableTo("io.multimodal.store.ref.ObjectRef")
                .or()
                .areAssignableTo("io.multimodal.store.ref.ContentId")
                .should()
                .beAssignableTo(Serializable.class)
                .because("values have serializers with versions; Java serialization has none");
    }

    /** Nobody writes objects with Java serialization either. */
    static ArchRule nobodyUsesObjectStreams() {
        return noClasses()
                .that()
                .resideInAPackage("io.multimodal..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
                .because("Java serialization of what comes from outside is a hole");
    }

    /** JavaCPP reads its limits with the first pointer of a process, whoever makes it. */
    static ArchRule pointersAreMadeWithinConfiguredLimits() {
        return classes()
                .that()
                .resideInAPackage("io.multimodal..")
                .and()
                .resideOutsideOfPackages(
                        "io.multimodal.media..",
                        "io.multimodal.examples..",
                        "io.multimodal.benchmarks..")
                .and(
                        DescribedPredicate.describe(
                                "make pointers",
                                type ->
                                        type.getConstructorCallsFromSelf().stream()
                                                .anyMatch(
                                                        call ->
                                                                call.getTargetOwner()
                                                                        .getPackageName()
                                                                        .startsWith(
                                                                                "org.bytedeco"))))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.multimodal.media.memory.NativeMemory")
                .allowEmptyShould(true)
                .because("NativeMemory.configure() has no effect once there is a pointer");
    }

    /**
     * References from outside come in by one codec, which asks for signatures. Besides it only
     * these read bytes or texts: those that hold what the codec let in (values and rows in SQL,
     * state, records of the store itself), and those that read nothing by it.
     */
    private static final Set<String> READERS_OF_REFERENCES =
            Set.of(
                    "SignedReferenceCodec", // the codec itself
                    "Carried", // the forms that the codec reads, of its package only
                    "IngestCommand", // external references only, which nobody signs
                    "SignedReferences", // to sign what leaves
                    "FailurePolicy", // the name in a message
                    "MediaValue", // a value in SQL
                    "Call", // a row in SQL, given to a function of ours
                    "RowSubject", // a row in SQL, given to a model
                    "ObjectRefSerializer", // state and shuffles
                    "IndexPiece", // state of the media source, and what it put into the store
                    "MediaFileCommitter", // state of the media sink
                    "StagedObject", // a list that the media sink put into the store
                    "Remembered", // a record of the store
                    "WebRecord"); // a record of the store

    static ArchRule referencesEnterByTheCodec() {
        return noClasses()
                .that(
                        DescribedPredicate.describe(
                                "are not the codec and hold nothing that it let in",
                                type -> !READERS_OF_REFERENCES.contains(outermost(type))))
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "it reads a reference without its signature",
                                access ->
                                        access.getTargetOwner().getSimpleName().equals("ObjectRef")
                                                && access.getTarget().getName().startsWith("from")))
                .because("who reads a reference from outside asks for its signature");
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass()
                .map(ModuleRulesTest::outermost)
                .orElse(type.getSimpleName());
    }

    @Test
    void referencesFromOutsideEnterByTheCodec() {
        referencesEnterByTheCodec().check(CLASSES);
    }

    /** A name that nobody has any more lets in whoever takes it. */
    @Test
    void whoReadsReferencesIsThere() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .containsAll(READERS_OF_REFERENCES);
    }

    @Test
    void whoMakesPointersConfiguresNativeMemory() {
        pointersAreMadeWithinConfiguredLimits().check(CLASSES);
    }

    @Test
    void storeKnowsNothingOfFlink() {
        storeKnowsNoFlink().check(CLASSES);
    }

    @Test
    void typesAndSerializersKnowNoCodec() {
        typesKnowNoCodec().check(CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void moduleUsesNothingBelowIt(Module module) {
        usesNothingBelow(module).check(CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void moduleKeepsItsInternalsToItself(Module module) {
        keepsInternalsToItself(module).check(CLASSES);
    }

    @Test
    void noPackageNeedsOneThatNeedsIt() {
        packagesAreFreeOfCycles().check(CLASSES);
    }

    @Test
    void mediaValuesAndReferencesAreNotJavaSerializable() {
        valuesAreNotJavaSerializable().check(CLASSES);
    }

    @Test
    void nobodyReadsOrWritesWithJavaSerialization() {
        nobodyUsesObjectStreams().check(CLASSES);
    }

    /** A rule about a module that was not on the class path would hold for nothing. */
    @ParameterizedTest
    @EnumSource
    void moduleIsThere(Module module) {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName))
                .anyMatch(name -> name.startsWith(module.prefix()));
    }
}
