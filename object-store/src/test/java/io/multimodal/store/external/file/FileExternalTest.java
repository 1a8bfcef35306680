// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.external.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.testkit.ExternalSourceContract;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExternalTest extends ExternalSourceContract {
    @TempDir Path root;

    private Path folder;
    private long writes;

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectories(root.resolve("media"));
        Files.createDirectories(root.resolve("media-evil"));
        Files.write(root.resolve("media-evil/x"), new byte[1]);
    }

    @Override
    protected String prefix() {
        return folder.toUri().toString();
    }

    /** Written in place, so that only the times tell; they differ also on a coarse file system. */
    @Override
    protected String place(String name, byte[] bytes) throws IOException {
        String uri = prefix() + name;
        Path file = Path.of(URI.create(uri));
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        writes++;
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + writes));
        return uri;
    }

    @Test
    void refusesALinkThatLeavesThePrefix() throws Exception {
        Files.createSymbolicLink(folder.resolve("file-link"), root.resolve("media-evil/x"));
        Files.createSymbolicLink(folder.resolve("folder-link"), root.resolve("media-evil"));
        Files.createSymbolicLink(folder.resolve("relative"), Path.of("../media-evil/x"));
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            for (String name : List.of("file-link", "folder-link/x", "relative")) {
                assertThatThrownBy(() -> objects.refer(prefix() + name))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("link leads out");
                ExternalRef ref =
                        new ExternalRef(prefix() + name, 0, OptionalLong.of(1), Optional.empty());
                assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    @Test
    void followsALinkThatStaysUnderThePrefixAlsoWhereThePrefixIsOne() throws Exception {
        place("deep/down/file", new byte[] {7});
        Files.createSymbolicLink(folder.resolve("inside"), Path.of("deep/down"));
        Path alias = Files.createSymbolicLink(root.resolve("alias"), folder);
        try (ExternalObjects objects =
                ExternalObjects.under(List.of(alias.toUri().toString(), prefix()))) {
            for (String uri : List.of(prefix() + "inside/file", alias.toUri() + "inside/file")) {
                assertThat(objects.open(objects.refer(uri)).read(0, 1)).containsExactly(7);
            }
        }
    }

    @Test
    void refusesWhatIsNoRegularFile() throws Exception {
        place("sub/file", new byte[1]);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            for (String name : List.of("sub", "pipe", "")) {
                assertThatThrownBy(() -> objects.refer(prefix() + name))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("not a regular file");
            }
        }
    }

    @Test
    void allowsOneFileAndNothingBesideIt() throws Exception {
        String file = place("only", new byte[] {1, 2});
        String other = place("only2", new byte[1]);
        try (ExternalObjects objects = ExternalObjects.under(List.of(file))) {
            assertThat(objects.open(objects.refer(file)).read(0, 2)).containsExactly(1, 2);
            assertThatThrownBy(() -> objects.refer(other)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void tellsAFileFromAnotherWithTheSameSizeAndTime() throws Exception {
        String uri = place("twin", new byte[] {1});
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            ExternalRef ref = objects.refer(uri);
            Path file = folder.resolve("twin");
            Path other = Files.write(folder.resolve("other"), new byte[] {2});
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("inode=");
        }
    }

    @Test
    void holdsTheVersionOfTheFileThatIsOpenWhateverItsNameLeadsToByThen() throws Exception {
        assumeThat(Path.of("/proc/self/fdinfo")).exists();
        Path name = Files.write(folder.resolve("name"), new byte[] {1});
        Path other = Files.write(folder.resolve("other"), new byte[] {2, 2});
        try (OpenedFile open = OpenedFile.beneath(folder, name)) {
            String before = open.version().validator().orElseThrow();
            Files.move(other, name, StandardCopyOption.REPLACE_EXISTING);
            assertThat(open.version().totalBytes()).isEqualTo(1);
            // The time of change has another one: the file lost its name.
            assertThat(open.version().validator().orElseThrow())
                    .startsWith(before.replaceFirst("changed-nanos=.*", ""));
        }
    }

    @Test
    void seesThatAFileWasSwappedForAnotherAndBackWhileItWasOpened() throws Exception {
        assumeThat(Path.of("/proc/self/fdinfo")).exists();
        Path name = Files.write(folder.resolve("name"), new byte[] {1});
        Path aside = Files.createLink(folder.resolve("aside"), name);
        Path other = Files.write(folder.resolve("other"), new byte[] {2});
        awaitATickAfter(Files.getAttribute(name, "unix:ctime"));
        BasicFileAttributeView view =
                Files.getFileAttributeView(name, BasicFileAttributeView.class);
        Instant later = Instant.now().plusSeconds(3600);
        FileVersion version = FileVersion.beforeOpening(view, view.readAttributes(), name, later);
        Files.move(other, name, StandardCopyOption.REPLACE_EXISTING);
        try (SeekableByteChannel opened = Files.newByteChannel(name)) {
            Files.move(aside, name, StandardCopyOption.REPLACE_EXISTING);
            assertThat(Files.readAllBytes(name)).containsExactly(1);
            assertThat(version.now(opened)).isNotEqualTo(version.atOpening(opened));
        }
    }

    private void awaitATickAfter(Object time) throws IOException {
        Path probe = folder.resolve("tick");
        do {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
        } while (Files.getAttribute(probe, "unix:ctime").equals(time));
    }

    @Test
    void tellsARewriteThatPutsTheTimeOfModificationBack() throws Exception {
        String uri = place("rewritten", new byte[] {1});
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            ExternalRef ref = objects.refer(uri);
            Path file = folder.resolve("rewritten");
            FileTime modified = Files.getLastModifiedTime(file);
            Object changed = Files.getAttribute(file, "unix:ctime");
            while (Files.getAttribute(file, "unix:ctime").equals(changed)) {
                Files.write(file, new byte[] {2});
                Files.setLastModifiedTime(file, modified);
            }
            assertThatThrownBy(() -> objects.open(ref).read(0, 1))
                    .isInstanceOf(ObjectChangedException.class)
                    .hasMessageContaining("changed-nanos=");
        }
    }

    @Test
    void readsAnOlderReferenceWhichHoldsNoTimeOfChange() throws Exception {
        String uri = place("older", new byte[] {1});
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            String seen = objects.refer(uri).validator().orElseThrow();
            assertThat(seen).matches("bytes=1;modified-nanos=\\d+;inode=\\d+;changed-nanos=\\d+");
            ExternalRef older =
                    new ExternalRef(
                            uri,
                            0,
                            OptionalLong.of(1),
                            Optional.of(seen.replaceFirst(";changed.*", "")));
            assertThat(objects.open(older).read(0, 1)).containsExactly(1);
            place("older", new byte[] {2});
            assertThatThrownBy(() -> objects.open(older).read(0, 1))
                    .isInstanceOf(ObjectChangedException.class);
        }
    }

    @Test
    void readsAFileByAnyNameThatItMayHave() throws Exception {
        try (ExternalObjects objects = ExternalObjects.under(List.of(prefix()))) {
            for (String name : List.of("back%5Cslash", "line%0Abreak", "tab%09%7F", "%252e%252e")) {
                String uri = place(name, new byte[] {7});
                assertThat(objects.open(objects.refer(uri)).read(0, 1)).containsExactly(7);
            }
        }
    }
}
