// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.AudioOp.MixDown;
import io.multimodal.types.program.AudioOp.Normalise;
import io.multimodal.types.program.AudioOp.Resample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Programs for audio and video, and of an image its frame. */
class TimedProgramTest {
    private static final ObjectRef SOURCE =
            new StoredRef(7, ContentId.hash("a film"), 1000, Optional.empty());

    @Test
    void joinsClips() throws MediaException {
        AudioProgram program =
                AudioProgram.EMPTY.then(Clip.ofSeconds(10, 20)).then(Clip.ofSeconds(1, 30));
        assertThat(program).hasToString("clip(11 s..20 s)");
    }

    @Test
    void cutsBeforeItMixesAndResamples() throws MediaException {
        AudioProgram program =
                AudioProgram.EMPTY
                        .then(new MixDown())
                        .then(new Resample(16_000))
                        .then(Clip.ofSeconds(0.5, 2));
        assertThat(program).hasToString("clip(0.5 s..2 s) | mix down | resample(16000 Hz)");
    }

    @Test
    void cutsAfterTheLoudnessOfTheWholeWasMeasured() throws MediaException {
        AudioProgram program =
                AudioProgram.EMPTY.then(new Normalise(-2300)).then(Clip.ofSeconds(0.5, 2));
        assertThat(program).hasToString("normalise(-23 LUFS) | clip(0.5 s..2 s)");
    }

    @Test
    void mixesDownOnceAndResamplesNoOftenerThanCounts() throws MediaException {
        AudioProgram program =
                AudioProgram.EMPTY
                        .then(new Resample(44_100))
                        .then(new Resample(16_000))
                        .then(new MixDown())
                        .then(new MixDown())
                        .then(new Resample(48_000));
        assertThat(program.ops())
                .containsExactly(new Resample(16_000), new MixDown(), new Resample(48_000));
    }

    @Test
    void takesFramesAndAudioOfAClipInItsOwnTime() throws MediaException {
        VideoProgram clip = VideoProgram.EMPTY.then(Clip.ofSeconds(60, 70));
        assertThat(clip.frame(2_500_000)).hasToString("frame(62.5 s)");
        assertThat(clip.audio()).hasToString("clip(60 s..70 s)");
        assertThat(clip.orNull().frame(0)).hasToString("try frame(60 s)");
        refused(() -> clip.frame(10_000_000), "no frame at 10 s of a clip of 10 s");
    }

    @Test
    void takesAFrameFirstOrNotAtAll() throws MediaException {
        ImageProgram program = VideoProgram.EMPTY.frame(40_000).then(new ImageOp.Resize(224, 224));
        assertThat(program).hasToString("frame(0.04 s) | resize(224x224)");
        assertThat(program.frameMicros()).hasValue(40_000);
        assertThat(ImageProgram.decode(program.encode())).isEqualTo(program);
        refused(() -> program.then(new ImageOp.Frame(0)), "frame of an image");
        refused(() -> ImageProgram.EMPTY.then(new ImageOp.Frame(-1)), "from 0 to");
    }

    @Test
    void refusesArgumentsOutOfRange() {
        refused(() -> Clip.ofSeconds(2, 2), "before it ends");
        refused(() -> Clip.ofSeconds(-1, 2), "a number of seconds");
        refused(() -> Clip.ofSeconds(0, Double.NaN), "a number of seconds");
        refused(() -> AudioProgram.EMPTY.then(new Resample(0)), "0 samples per second");
        refused(() -> AudioProgram.EMPTY.then(new Normalise(1)), "from -70 to 0");
        refused(
                () -> AudioProgram.EMPTY.then(Clip.ofSeconds(1, 2)).then(Clip.ofSeconds(1, 2)),
                "behind the end");
    }

    @Test
    void writesAndReadsVersion1AsItWasWritten() throws IOException {
        List<String> golden;
        try (InputStream in =
                TimedProgramTest.class.getResourceAsStream("/golden/timed-programs-v1.txt")) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        AudioProgram audioFile =
                AudioProgram.EMPTY
                        .then(new Clip(1, 2_500_000))
                        .then(new MixDown())
                        .then(new Resample(16_000))
                        .then(new Normalise(-2300));
        VideoProgram video = VideoProgram.EMPTY.then(new Clip(0, Clip.MAX_MICROS)).orNull();
        ImageProgram frame =
                ImageProgram.EMPTY
                        .then(new ImageOp.Frame(62_500_000))
                        .then(new ImageOp.Resize(9, 8));
        HexFormat hex = HexFormat.of();
        assertThat(golden)
                .containsExactly(
                        hex.formatHex(audioFile.encode()) + " " + audioFile,
                        hex.formatHex(AudioProgram.EMPTY.orNull().encode()) + " try",
                        hex.formatHex(video.encode()) + " " + video,
                        hex.formatHex(frame.encode()) + " " + frame);
        assertThat(AudioProgram.decode(audioFile.encode())).isEqualTo(audioFile);
        assertThat(VideoProgram.decode(video.encode())).isEqualTo(video);
        assertThat(AudioProgram.of(audioFile.applyTo(SOURCE))).isEqualTo(audioFile);
        assertThat(AudioProgram.EMPTY.applyTo(audioFile.applyTo(SOURCE))).isEqualTo(SOURCE);
    }

    @Test
    void refusesProgramsOfOtherMediaVersionsAndKinds() throws MediaException {
        byte[] video = VideoProgram.EMPTY.then(Clip.ofSeconds(1, 2)).encode();
        refused(() -> AudioProgram.decode(video), "kind 3, not for audio (2)");
        refused(() -> ImageProgram.of(new DerivedRef(SOURCE, video)), "kind 3, not for images");
        refused(() -> VideoProgram.decode(hex("02030001010204")), "version 2");
        refused(() -> VideoProgram.decode(hex("01030201010204")), "flags");
        refused(() -> AudioProgram.decode(hex("0102000163")), "unknown code 99");
        corrupt(() -> AudioProgram.decode(hex("01020000")), "says nothing");
        corrupt(() -> AudioProgram.decode(hex("010200020202")), "not normalised at its step 2");
        corrupt(() -> AudioProgram.decode(hex("0102000202" + "010204")), "not normalised");
        corrupt(() -> VideoProgram.decode(hex("0103000102")), "does not apply to video");
        corrupt(() -> VideoProgram.decode(hex("0103000101020400")), "after its end");
    }

    @Test
    void answersEveryFlippedBitWithAnotherProgramOrARefusal() throws MediaException {
        byte[] program =
                AudioProgram.EMPTY
                        .then(Clip.ofSeconds(1, 2))
                        .then(new MixDown())
                        .then(new Resample(16_000))
                        .then(new Normalise(-1400))
                        .encode();
        FlippedBits.giveAnotherProgramOrARefusal(
                program, flipped -> AudioProgram.decode(flipped).encode());
        for (int length = 0; length < program.length; length++) {
            byte[] cut = Arrays.copyOf(program, length);
            corrupt(() -> AudioProgram.decode(cut), "");
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void refused(ThrowingCallable call, String words) {
        fails(call, ErrorCode.REFUSED, words);
    }

    private static void corrupt(ThrowingCallable call, String words) {
        fails(call, ErrorCode.CORRUPT, words);
    }

    private static void fails(ThrowingCallable call, ErrorCode code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
