// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.annotation.Internal;
import io.multimodal.annotation.Public;
import io.multimodal.models.internal.task.Fit;
import io.multimodal.models.internal.task.Pooling;
import io.multimodal.models.internal.task.ScoreRule;
import io.multimodal.models.internal.task.TextDetection.LimitSide;
import io.multimodal.models.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/** The options of {@code CREATE MODEL … WITH ('provider' = 'onnx', …)}. */
@Public
public final class OnnxModelOptions {
    /** The path of the model. */
    public static final ConfigOption<String> PATH =
            key("path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The ONNX file: a path, a URI of any file system that Flink knows, or the text form of a reference into an object store (cas:1:…).");

    /** The task of the model. */
    public static final ConfigOption<String> TASK = RuntimeOptions.TASK;

    /** The digest that the model must have. */
    public static final ConfigOption<String> DIGEST = RuntimeOptions.DIGEST;

    /** The device that runs the model. */
    public static final ConfigOption<String> DEVICE = RuntimeOptions.DEVICE;

    /** The number of batches that run at once. */
    public static final ConfigOption<Integer> CONCURRENT_RUNS = RuntimeOptions.CONCURRENT_RUNS;

    /** The number of threads that work on one batch. */
    public static final ConfigOption<Integer> INTRA_OP_THREADS = RuntimeOptions.INTRA_OP_THREADS;

    /** The maximum number of rows in a batch. */
    public static final ConfigOption<Integer> BATCH_MAX_SIZE = RuntimeOptions.BATCH_MAX_SIZE;

    /** The numbers of rows that a batch may have. */
    public static final ConfigOption<List<Integer>> BATCH_SIZES = RuntimeOptions.BATCH_SIZES;

    /** The longest time that a row waits for other rows of its batch. */
    public static final ConfigOption<Duration> BATCH_MAX_WAIT = RuntimeOptions.BATCH_MAX_WAIT;

    /** Options of the CUDA provider, under its own names. */
    public static final ConfigOption<Map<String, String>> CUDA = RuntimeOptions.CUDA;

    /** Whether predictions are cached. */
    public static final ConfigOption<Boolean> CACHE = RuntimeOptions.CACHE;

    /** Which inputs of the model columns feed, by the column; holds all options of inputs. */
    public static final ConfigOption<Map<String, String>> INPUT =
            key("input")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "Which of the model's inputs a column feeds: 'input.<column>' = '<input>'. Default: the input with the name of the column, or the only one. A column with the name of another option of inputs, such as height, is renamed.");

    /** The height of the input in pixels. */
    public static final ConfigOption<Integer> INPUT_HEIGHT =
            key("input.height")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Height of the model's input in pixels. Default: what the model says, or else the task's own.");

    /** The width of the input in pixels. */
    public static final ConfigOption<Integer> INPUT_WIDTH =
            key("input.width")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Width of the model's input in pixels, for classification and tensor. Default: what the model says, or else the task's own.");

    /** The smallest width of a line in pixels. */
    public static final ConfigOption<Integer> INPUT_MIN_WIDTH =
            key("input.min-width")
                    .intType()
                    .defaultValue(320)
                    .withDescription("text-recognition: shorter lines are padded to this width.");

    /** The greatest width of a line in pixels. */
    public static final ConfigOption<Integer> INPUT_MAX_WIDTH =
            key("input.max-width")
                    .intType()
                    .defaultValue(3200)
                    .withDescription("text-recognition: longer lines are narrowed to this width.");

    /** The sample rate of audio. */
    public static final ConfigOption<Integer> INPUT_SAMPLE_RATE =
            key("input.sample-rate")
                    .intType()
                    .defaultValue(16_000)
                    .withDescription(
                            "AUDIO: samples per second of the model's input; audio of another rate is resampled.");

    /** The length of audio. */
    public static final ConfigOption<Integer> INPUT_SAMPLES =
            key("input.samples")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "AUDIO: samples of the model's input in each channel; shorter audio is filled up with silence. Default: what the model says, or else all that the audio has.");

    /** Whether longer audio is cut or has several parts. */
    public static final ConfigOption<Boolean> INPUT_PARTS =
            key("input.parts")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "AUDIO in the task tensor: whether audio longer than the input has several parts, for each of which the model runs once; the first dimension of an output is then the part. Otherwise longer audio is cut.");

    /** How many frames of a video. */
    public static final ConfigOption<Integer> INPUT_FRAMES =
            key("input.frames")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "VIDEO: so many frames, each from the middle of a part of the video; all parts have one length. Default: what the model says, or else 8.");

    /** The distance of frames of a video. */
    public static final ConfigOption<Integer> INPUT_EVERY_NTH_FRAME =
            key("input.every-nth-frame")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "VIDEO, for models of an image: the first frame, and each that is so many frames later. The model runs once for each.");

    /** The times of frames of a video. */
    public static final ConfigOption<String> INPUT_FRAME_TIMES =
            key("input.frame-times")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "VIDEO: the frames that are shown at these times, in seconds, separated by commas.");

    /** The tokenizer of a text. */
    public static final ConfigOption<String> TOKENIZER =
            key("tokenizer")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "STRING: the tokenizer.json of the model: a path, a URI of any file system that Flink knows, or the text form of a reference.");

    /** The most tokens of a text. */
    public static final ConfigOption<Integer> INPUT_MAX_TOKENS =
            key("input.max-tokens")
                    .intType()
                    .defaultValue(512)
                    .withDescription(
                            "STRING: longer texts are cut to so many tokens. Shorter ones are filled up to 16, 32, 64 and so on, or to the length that the model fixes.");

    /** How the vectors of tokens become one. */
    @Internal
    public static final ConfigOption<Pooling> POOLING =
            key("pooling")
                    .enumType(Pooling.class)
                    .defaultValue(Pooling.MEAN)
                    .withDescription(
                            "text-embedding: mean takes the mean of the vectors of all tokens, cls the vector of the first token, none the one vector that the model gives.");

    /** Whether vectors are brought to the length 1. */
    public static final ConfigOption<Boolean> NORMALIZE =
            key("normalize")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "text-embedding: whether the vector is brought to the length 1.");

    /** The limit of a side in pixels. */
    public static final ConfigOption<Integer> INPUT_LIMIT_SIDE =
            key("input.limit-side")
                    .intType()
                    .defaultValue(960)
                    .withDescription(
                            "text-detection: the limit of the side that input.limit-type names, in pixels.");

    /** The side that is limited. */
    @Internal
    public static final ConfigOption<LimitSide> INPUT_LIMIT_TYPE =
            key("input.limit-type")
                    .enumType(LimitSide.class)
                    .defaultValue(LimitSide.MAX)
                    .withDescription(
                            "text-detection: max shrinks images whose longer side exceeds the limit, min enlarges images whose shorter side stays below it.");

    /** How an image is scaled to the size of the input. */
    @Internal
    public static final ConfigOption<Fit> INPUT_FIT =
            key("input.fit")
                    .enumType(Fit.class)
                    .noDefaultValue()
                    .withDescription(
                            "stretch scales to the input's size whatever the proportions, pad keeps them and fills the rest of the width. Default: stretch; pad for text-orientation.");

    /** The order of the colours. */
    public static final ConfigOption<String> INPUT_CHANNELS =
            key("input.channels")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The order of the colours, RGB or BGR; GREY for a model with one channel. Default: BGR for the text tasks, else RGB; GREY where the model has one channel.");

    /** The mean that is subtracted from each channel. */
    public static final ConfigOption<String> INPUT_MEAN =
            key("input.mean")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "What is taken from each channel, as three numbers for values in [0, 1] in the order of the channels; as one number for one channel. Default: by the task; 0 for one channel of classification and tensor, and for models that take integers.");

    /** The standard deviation by which each channel is divided. */
    public static final ConfigOption<String> INPUT_STD =
            key("input.std")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "By what each channel is then divided, as three numbers, or as one. Default: by the task; 1 for one channel of classification and tensor; 1/255 for models that take integers, which get 0 to 255.");

    /** The labels of a classification. */
    public static final ConfigOption<String> LABELS =
            key("labels")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "classification: the labels of the classes in the model's order, separated by commas. Default: those that the model's metadata have under 'multimodal.labels', one a line, else their numbers from 0 on.");

    /** The outputs of the model that are used. */
    public static final ConfigOption<String> OUTPUT =
            key("output")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The name of the model's output that is used; for tensor the names of all that are, separated by commas, in the order of the columns. Default: all for tensor, else the only one of the kind that the task needs; where there are several, this option is needed.");

    /** How scores are normalised. */
    @Internal
    public static final ConfigOption<ScoreRule> SCORES =
            key("scores")
                    .enumType(ScoreRule.class)
                    .defaultValue(ScoreRule.AUTO)
                    .withDescription(
                            "classification, text-orientation: what is made of the model's scores. softmax and sigmoid take them for logits, none takes them as they are. auto decides by the model's last operation, never by the scores: none behind a softmax or a sigmoid, else softmax.");

    /** The probability from which audio is speech, 0 to 1. */
    public static final ConfigOption<Float> SPEECH_THRESHOLD =
            key("speech.threshold")
                    .floatType()
                    .defaultValue(0.5f)
                    .withDescription(
                            "speech-segments: from which probability on audio is speech; a segment ends where it stays below this less 0.15.");

    /** The shortest segment. */
    public static final ConfigOption<Duration> SPEECH_MIN_DURATION =
            key("speech.min-duration")
                    .durationType()
                    .defaultValue(Duration.ofMillis(250))
                    .withDescription("speech-segments: shorter segments are dropped.");

    /** The shortest silence. */
    public static final ConfigOption<Duration> SPEECH_MIN_SILENCE =
            key("speech.min-silence")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription("speech-segments: shorter silence does not end a segment.");

    /** The silence at the ends of a segment. */
    public static final ConfigOption<Duration> SPEECH_PADDING =
            key("speech.padding")
                    .durationType()
                    .defaultValue(Duration.ofMillis(30))
                    .withDescription(
                            "speech-segments: by how much a segment is longer at both ends.");

    /** The probability from which a pixel is text, 0 to 1. */
    public static final ConfigOption<Float> DETECTION_THRESHOLD =
            key("detection.threshold")
                    .floatType()
                    .defaultValue(0.3f)
                    .withDescription("text-detection: from which probability on a pixel is text.");

    /** The minimum score of a box, 0 to 1. */
    public static final ConfigOption<Float> DETECTION_BOX_THRESHOLD =
            key("detection.box-threshold")
                    .floatType()
                    .defaultValue(0.5f)
                    .withDescription("text-detection: the least mean probability of a box.");

    /** The factor by which boxes grow. */
    public static final ConfigOption<Float> DETECTION_UNCLIP_RATIO =
            key("detection.unclip-ratio")
                    .floatType()
                    .defaultValue(1.8f)
                    .withDescription(
                            "text-detection: how much boxes grow beyond the core that the model marks; by their area times this over their perimeter.");

    /** The maximum number of boxes. */
    public static final ConfigOption<Integer> DETECTION_MAX_BOXES =
            key("detection.max-boxes")
                    .intType()
                    .defaultValue(1000)
                    .withDescription("text-detection: how many boxes an image has at most.");

    /** Of the built-in tasks. */
    static final Set<ConfigOption<?>> OF_TASKS =
            Set.of(
                    INPUT_HEIGHT,
                    INPUT_WIDTH,
                    INPUT_MIN_WIDTH,
                    INPUT_MAX_WIDTH,
                    INPUT_FRAMES,
                    INPUT_EVERY_NTH_FRAME,
                    INPUT_FRAME_TIMES,
                    TOKENIZER,
                    INPUT_MAX_TOKENS,
                    POOLING,
                    NORMALIZE,
                    INPUT_SAMPLE_RATE,
                    INPUT_SAMPLES,
                    INPUT_PARTS,
                    INPUT_LIMIT_SIDE,
                    INPUT_LIMIT_TYPE,
                    INPUT_FIT,
                    INPUT_CHANNELS,
                    INPUT_MEAN,
                    INPUT_STD,
                    LABELS,
                    OUTPUT,
                    SCORES,
                    SPEECH_THRESHOLD,
                    SPEECH_MIN_DURATION,
                    SPEECH_MIN_SILENCE,
                    SPEECH_PADDING,
                    DETECTION_THRESHOLD,
                    DETECTION_BOX_THRESHOLD,
                    DETECTION_UNCLIP_RATIO,
                    DETECTION_MAX_BOXES);

    private OnnxModelOptions() {}
}
