// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule fails where it is broken: the offender is compiled, held against it and named. */
class NegativeControlTest {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all, since it reads the tables of all jars of the class path. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, null, null);

    @TempDir Path folder;

    @AfterAll
    static void close() throws IOException {
        FILES.close();
    }

    @Test
    void storeThatUsesFlinkIsFound() throws IOException {
        fails(
                ModuleRulesTest.storeKnowsNoFlink(),
                Map.of(
                        "io/multimodal/store/Bad",
                        "package io.multimodal.store; class Bad { org.apache.flink.types.Row row; }"));
    }

    @Test
    void typesThatUseACodecAreFound() throws IOException {
        fails(
                ModuleRulesTest.typesKnowNoCodec(),
                Map.of(
                        "io/multimodal/types/Bad",
                        "package io.multimodal.types; class Bad { java.awt.image.BufferedImage i; }"));
    }

    @Test
    void moduleThatUsesOneBelowIsFound() throws IOException {
        fails(
                ModuleRulesTest.usesNothingBelow(Module.TYPES),
                Map.of(
                        "io/multimodal/types/Bad",
                        "package io.multimodal.types; class Bad { io.multimodal.media.Codec codec; }",
                        "io/multimodal/media/Codec",
                        "package io.multimodal.media; public class Codec {}"));
    }

    @Test
    void useOfAnothersInternalsIsFound() throws IOException {
        fails(
                ModuleRulesTest.keepsInternalsToItself(Module.TYPES),
                Map.of(
                        "io/multimodal/models/Bad",
                        "package io.multimodal.models; class Bad { io.multimodal.types.internal.Secret s; }",
                        "io/multimodal/types/internal/Secret",
                        "package io.multimodal.types.internal; public class Secret {}"));
    }

    @Test
    void pointerWithoutConfiguredMemoryIsFound() throws IOException {
        fails(
                ModuleRulesTest.pointersAreMadeWithinConfiguredLimits(),
                Map.of(
                        "io/multimodal/models/Bad",
                        "package io.multimodal.models; class Bad { Object o = new org.bytedeco.javacpp.FloatPointer(1L); }"));
    }

    @Test
    void referenceThatEntersBesideTheCodecIsFound() throws IOException {
        fails(
                ModuleRulesTest.referencesEnterByTheCodec(),
                Map.of(
                        "io/multimodal/connectors/Bad",
                        "package io.multimodal.connectors; class Bad { Object of(byte[] bytes) throws Exception { return io.multimodal.store.ref.ObjectRef.fromBytes(bytes); } }"));
    }

    @Test
    void methodThatReadsTextsBesideTheCodecIsFound() throws IOException {
        fails(
                ModuleRulesTest.referencesEnterByTheCodec(),
                Map.of(
                        "io/multimodal/connectors/Bad",
                        "package io.multimodal.connectors; class Bad { interface Reader { Object of(String text) throws Exception; } Reader reader = io.multimodal.store.ref.ObjectRef::fromText; }"));
    }

    @Test
    void cycleOfPackagesIsFound() throws IOException {
        fails(
                ModuleRulesTest.packagesAreFreeOfCycles(),
                Map.of(
                        "io/multimodal/a/Bad",
                        "package io.multimodal.a; public class Bad { io.multimodal.b.Other other; }",
                        "io/multimodal/b/Other",
                        "package io.multimodal.b; public class Other { io.multimodal.a.Bad bad; }"));
    }

    @Test
    void serializableValueIsFound() throws IOException {
        fails(
                ModuleRulesTest.valuesAreNotJavaSerializable(),
                Map.of(
                        "io/multimodal/types/Bad",
                        "package io.multimodal.types; class Bad implements MediaValue, java.io.Serializable {}",
                        "io/multimodal/types/MediaValue",
                        "package io.multimodal.types; interface MediaValue {}"));
    }

    @Test
    void useOfAnObjectStreamIsFound() throws IOException {
        fails(
                ModuleRulesTest.nobodyUsesObjectStreams(),
                Map.of(
                        "io/multimodal/models/Bad",
                        "package io.multimodal.models; class Bad { java.io.ObjectInputStream in; }"));
    }

    @Test
    void typeThatDoesNotSayForWhomItIsIsFound() throws IOException {
        fails(
                PublicApiITCase.typesSayForWhomTheyAre(),
                Map.of(
                        "io/multimodal/types/Bad",
                        "package io.multimodal.types; public class Bad {}"));
    }

    @Test
    void publicTypeThatShowsAnInternalOneIsFound() throws IOException {
        fails(
                PublicApiITCase.publicTypesShowPublicTypes(),
                Map.of(
                        "io/multimodal/types/Bad",
                        "package io.multimodal.types; @io.multimodal.annotation.Public public class Bad { public java.util.List<Inner> list() { return null; } }",
                        "io/multimodal/types/Inner",
                        "package io.multimodal.types; @io.multimodal.annotation.Internal public class Inner {}"));
    }

    private void fails(ArchRule rule, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey() + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
        // Without a source path, the real sources' classes would take the place of the offenders.
        FILES.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of(folder.resolve("src")));
        boolean compiles =
                COMPILER.getTask(
                                null,
                                FILES,
                                null,
                                List.of("-proc:none"),
                                null,
                                FILES.getJavaFileObjectsFromPaths(files))
                        .call();
        assertThat(compiles).as("the offender compiles").isTrue();
        JavaClasses offenders = new ClassFileImporter().importPath(classes);
        assertThatThrownBy(() -> rule.check(offenders))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Bad");
    }
}
