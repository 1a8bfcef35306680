// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.connectors.media.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.connectors.media.sink.content.FileContent;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTargetTest {
    @TempDir private Path folder;
    private FolderTarget target;

    @BeforeEach
    void openTarget() {
        target = new FolderTarget(folder);
    }

    @Test
    void showsAFileWhenItIsPublishedAndAsOftenAsItIs() throws Exception {
        FileEntry file = staged("l", 0, "a/b.txt", "one");
        assertThat(folder.resolve("a")).doesNotExist();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(target.isPublished("l")).isFalse();
            assertThat(target.publish("l", file, false)).isEqualTo(Published.WRITTEN);
            target.finish("l", List.of(file));
        }
        target.discard("l");

        assertThat(folder.resolve("a/b.txt")).hasContent("one");
        assertThat(target.isPublished("l")).isTrue();
        assertThat(folder.resolve(".multimodal/staging")).isEmptyDirectory();
        assertThat(folder.resolve(".multimodal/manifest/l.jsonl"))
                .hasContent(
                        "{\"path\":\"a/b.txt\",\"size\":3,\"digest\":\"sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed\",\"content_type\":\"text/plain\",\"reference\":null}\n");
    }

    @Test
    void leavesAnotherFileAsItIsUnlessItIsToReplaceIt() throws Exception {
        Files.writeString(folder.resolve("b.txt"), "other");
        FileEntry file = staged("l", 0, "b.txt", "mine!");

        assertThat(target.publish("l", file, false)).isEqualTo(Published.TAKEN);
        assertThat(folder.resolve("b.txt")).hasContent("other");
        assertThat(target.holds("b.txt", 5, file.id())).isFalse();
        assertThat(target.publish("l", file, true)).isEqualTo(Published.WRITTEN);
        assertThat(target.publish("l", file, true))
                .as("again, after it was renamed")
                .isEqualTo(Published.WRITTEN);
        assertThat(folder.resolve("b.txt")).hasContent("mine!");
        assertThat(target.holds("b.txt", 5, file.id())).isTrue();
    }

    @Test
    void takesAFileWithTheSameContentForItsOwn() throws Exception {
        Files.writeString(folder.resolve("b.txt"), "one");

        assertThat(target.publish("l", staged("l", 0, "b.txt", "one"), false))
                .isEqualTo(Published.WRITTEN);
    }

    @Test
    void letsOneOfManyWritersOfAPathWin() throws Exception {
        WritersOfOnePath.race(target, path -> Files.readString(folder.resolve(path)));
    }

    @Test
    void saysThatStagedFilesAreGone() throws Exception {
        staged("l", 0, "b.txt", "one");
        target.discard("l");

        assertThatThrownBy(() -> target.isPublished("l"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("were not published");
    }

    @Test
    void sweepsWhatWasStagedLongAgo() throws Exception {
        staged("old", 0, "a", "one");
        staged("new", 0, "b", "two");
        Files.setLastModifiedTime(
                folder.resolve(".multimodal/staging/old"),
                FileTime.from(Instant.now().minus(Duration.ofDays(8))));

        target.sweep(Duration.ofDays(7));

        assertThat(folder.resolve(".multimodal/staging/old")).doesNotExist();
        assertThat(folder.resolve(".multimodal/staging/new")).exists();
    }

    @Test
    void neverLeavesItsFolder() {
        assertThatThrownBy(() -> target.exists("../x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> target.exists("a/../.."))
                .isInstanceOf(IllegalStateException.class);
    }

    private FileEntry staged(String list, int number, String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StagedFile staged =
                target.stage(
                        list,
                        number,
                        new FileContent(
                                "text/plain",
                                "txt",
                                new ArrayHandle(bytes),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(staged.id()).isEqualTo(ContentId.hash(bytes));
        assertThat(staged.sizeBytes()).isEqualTo(bytes.length);
        target.settle(list);
        return new FileEntry(path, staged.where(), bytes.length, staged.id(), "text/plain", "");
    }
}
