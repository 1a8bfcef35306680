// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MediaFileEnumeratorTest {
    @TempDir private Path folder;

    @Test
    void listsTheFilesOfSubFoldersInTheOrderOfTheirPaths() throws IOException {
        touch("b.jpg", "a/z.PNG", "a/y.webp", "notes.txt");

        assertThat(list("*.{jpg,png,webp}")).containsExactly("a/y.webp", "a/z.PNG", "b.jpg");
    }

    @Test
    void passesOverHiddenFilesAndFolders() throws IOException {
        touch("shown.jpg", ".hidden.jpg", "_SUCCESS.jpg", ".git/in.jpg");

        assertThat(list("*")).containsExactly("shown.jpg");
    }

    @Test
    @Timeout(10)
    void listsALoopOfLinksOnceAndDoesNotFollowIt() throws IOException {
        touch("a/photo.jpg");
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);

        assertThat(list("*.jpg")).containsExactly("a/loop", "a/photo.jpg");
    }

    @Test
    void listsALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.jpg"), Path.of("missing"));

        assertThat(list("*.jpg")).containsExactly("gone.jpg");
    }

    @Test
    @Timeout(10)
    void passesOverAPipe() throws Exception {
        touch("photo.jpg");
        int made =
                new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString())
                        .start()
                        .waitFor();
        assertThat(made).isZero();

        assertThat(list("*.jpg")).containsExactly("photo.jpg");
    }

    @Test
    void listsASingleFileWhateverItsName() throws IOException {
        touch("photo.dat");

        assertThat(
                        new MediaFileEnumerator(new FileNameGlob("*.jpg"))
                                .enumerateSplits(paths(folder.resolve("photo.dat")), 1))
                .hasSize(1);
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(
                        () ->
                                new MediaFileEnumerator(new FileNameGlob("*"))
                                        .enumerateSplits(paths(folder.resolve("nothing")), 1))
                .hasMessageContaining(folder.resolve("nothing").toString())
                .hasMessageContaining("no such file or folder");
    }

    @Test
    void refusesAGlobThatIsNone() {
        assertThatThrownBy(() -> new FileNameGlob("*.{jpg"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("*.{jpg");
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> list(String glob) throws IOException {
        return new MediaFileEnumerator(new FileNameGlob(glob))
                .enumerateSplits(paths(folder), 1).stream()
                        .map(split -> Path.of(split.path().toUri().getPath()))
                        .map(file -> folder.relativize(file).toString())
                        .toList();
    }

    private static org.apache.flink.core.fs.Path[] paths(Path path) {
        return new org.apache.flink.core.fs.Path[] {
            org.apache.flink.core.fs.Path.fromLocalFile(path.toFile())
        };
    }
}
