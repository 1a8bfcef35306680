// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.openai;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.annotation.Internal;
import io.multimodal.annotation.Public;
import io.multimodal.models.remote.RemoteOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of {@code CREATE MODEL … WITH ('provider' = 'multimodal-openai', …)}. Those that
 * Flink's own provider {@code openai} has, too, are spelt as it spells them.
 */
@Public
public final class OpenAiModelOptions {
    private static final int MAX_MEDIA_MIB = 20;

    /** Where the server is. */
    public static final ConfigOption<String> ENDPOINT =
            key("endpoint")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The full URL, such as https://api.openai.com/v1/chat/completions, …/v1/embeddings or …/v1/audio/transcriptions.");

    /** The name of the model at the server. */
    public static final ConfigOption<String> MODEL =
            key("model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The name of the model, as the server has it.");

    /** The secret of the account. */
    public static final ConfigOption<String> API_KEY =
            key("api-key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The key of the account. Better not in a statement: the file that 'multimodal.models.api-keys' names, and the environment variable OPENAI_API_KEY for the host of OPENAI_BASE_URL (api.openai.com), are read on each task manager. Default: those, in this order, else no key.");

    /** What the model is for. */
    @Internal
    public static final ConfigOption<OpenAiTaskName> TASK =
            key("task")
                    .enumType(OpenAiTaskName.class)
                    .noDefaultValue()
                    .withDescription(
                            "What the model is for. Default: by the end of the endpoint's path, chat/completions, embeddings or audio/transcriptions.");

    /** The system's message. */
    public static final ConfigOption<String> SYSTEM_PROMPT =
            key("system-prompt")
                    .stringType()
                    .defaultValue("You are a helpful assistant.")
                    .withDescription("chat: the message of the system.");

    /** What is asked. */
    public static final ConfigOption<String> PROMPT =
            key("prompt")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "chat: what is asked; it stands before the values of the row. transcription: a text that leads the model to its words and style.");

    /** The randomness of answers. */
    public static final ConfigOption<Double> TEMPERATURE =
            key("temperature")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "chat, transcription: how random answers are, from 0 to 2. 0 does not make them equal each time. Default: the server's.");

    /** The share of likely tokens. */
    public static final ConfigOption<Double> TOP_P =
            key("top-p")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "chat: only the likeliest tokens that have this probability together are drawn from. Default: the server's.");

    /** Where answers end. */
    public static final ConfigOption<String> STOP =
            key("stop")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("chat: texts that end an answer, separated by commas.");

    /** The longest answer. */
    public static final ConfigOption<Long> MAX_TOKENS =
            key("max-tokens")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "chat: the most tokens of an answer. A text that is cut there is taken; columns of a cut answer are not, and the row is TRUNCATED.");

    /** The penalty of what was said. */
    public static final ConfigOption<Double> PRESENCE_PENALTY =
            key("presence-penalty")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "chat: from -2 to 2; more than 0 makes the model speak of new things.");

    /** The seed. */
    public static final ConfigOption<Long> SEED =
            key("seed")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "chat: the beginning of randomness, by which servers try to answer equal requests equally.");

    /** The form of answers. */
    @Internal
    public static final ConfigOption<ResponseFormat> RESPONSE_FORMAT =
            key("response-format")
                    .enumType(ResponseFormat.class)
                    .noDefaultValue()
                    .withDescription(
                            "chat: text is the answer as it is, for one column STRING. json_schema has the server make a JSON object of the output's columns, which then are checked. json_object asks for such an object in words, for servers that take no schema. Default: text for one column STRING, else json_schema.");

    /** The labels of which an answer is one. */
    public static final ConfigOption<List<String>> LABELS =
            key("labels")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "chat: the labels of which the first output column, a STRING, is one, separated by semicolons. The server is told so by the JSON schema, and other answers are CORRUPT. AI_CLASSIFY sets them for a call with LABELS. Default: any text.");

    /** The length of embeddings. */
    public static final ConfigOption<Long> DIMENSION =
            key("dimension")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "embeddings: how many numbers an embedding has. It is asked for, and answers of another length are refused. Default: as many as the first answer of a subtask has.");

    /** The most texts of a request. */
    public static final ConfigOption<Integer> BATCH_MAX_SIZE =
            key("batch.max-size")
                    .intType()
                    .defaultValue(32)
                    .withDescription(
                            "embeddings: the most texts of a request. Texts that wait until a request may be sent go into it together; none waits for others to come.");

    /** The language of speech. */
    public static final ConfigOption<String> LANGUAGE =
            key("language")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "transcription: the language of the speech, such as en. Default: the model finds out.");

    /** How media get to the server. */
    @Internal
    public static final ConfigOption<MediaTransfer> MEDIA_TRANSFER =
            key("media-transfer")
                    .enumType(MediaTransfer.class)
                    .defaultValue(MediaTransfer.BYTES)
                    .withDescription(
                            "How images get to the server: bytes puts them into the request. url gives the server a URL, signed by the store, from which it fetches a stored image itself; images that are changed, or lie elsewhere, go as bytes.");

    /** How long a URL holds. */
    public static final ConfigOption<Duration> MEDIA_URL_EXPIRES =
            key("media-url-expires")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "How long the URLs hold that the server gets, at most 7 days.");

    /** The largest medium. */
    public static final ConfigOption<MemorySize> MAX_MEDIA_BYTES =
            key("max-media-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(MAX_MEDIA_MIB))
                    .withDescription(
                            "The most bytes of an encoded image or audio that is sent; a larger one is TOO_LARGE.");

    /** The longest side of an image. */
    public static final ConfigOption<Integer> IMAGE_MAX_SIDE =
            key("image-max-side")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "The most pixels of an image's longer side; larger ones are made smaller and sent as JPEG, which saves bytes and tokens. Default: images are sent as they are.");

    /** The most tokens a minute. */
    public static final ConfigOption<Long> TOKENS_PER_MINUTE =
            key("tokens-per-minute")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "How many tokens, in and out, a task manager may spend on this model in a minute. What a request costs is known when it was answered; then the next ones wait. Default: no limit.");

    /** What else a request says. */
    public static final ConfigOption<Map<String, String>> REQUEST =
            key("request")
                    .mapType()
                    .noDefaultValue()
                    .withDescription(
                            "Further members of a request, by their names in the protocol of the server, such as 'request.max_completion_tokens' = '500'. What is JSON is sent as that, else as text.");

    /** Whether answers are remembered. */
    public static final ConfigOption<Boolean> CACHE =
            key("cache")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether answers are remembered in the store, so that equal rows are asked once with the same model and options, also by later jobs. The model behind a name may change without notice.");

    /** The most requests at a time. */
    public static final ConfigOption<Integer> MAX_REQUESTS = RemoteOptions.MAX_REQUESTS;

    /** The most requests a minute. */
    public static final ConfigOption<Integer> REQUESTS_PER_MINUTE =
            RemoteOptions.REQUESTS_PER_MINUTE;

    /** The longest time of one attempt. */
    public static final ConfigOption<Duration> REQUEST_TIMEOUT = RemoteOptions.REQUEST_TIMEOUT;

    /** The most repetitions. */
    public static final ConfigOption<Integer> RETRY_NUM = RemoteOptions.RETRY_NUM;

    /** The longest time of a row. */
    public static final ConfigOption<Duration> RETRY_TIMEOUT = RemoteOptions.RETRY_TIMEOUT;

    /** Those that must be set. */
    static final Set<ConfigOption<?>> REQUIRED = Set.of(ENDPOINT, MODEL);

    /** Those that may be set. */
    static final Set<ConfigOption<?>> OPTIONAL = optional();

    private OpenAiModelOptions() {}

    private static Set<ConfigOption<?>> optional() {
        Set<ConfigOption<?>> options = new HashSet<>(RemoteOptions.ALL);
        options.addAll(
                Set.of(
                        API_KEY,
                        TASK,
                        SYSTEM_PROMPT,
                        PROMPT,
                        TEMPERATURE,
                        TOP_P,
                        STOP,
                        MAX_TOKENS,
                        PRESENCE_PENALTY,
                        SEED,
                        RESPONSE_FORMAT,
                        LABELS,
                        BATCH_MAX_SIZE,
                        DIMENSION,
                        LANGUAGE,
                        MEDIA_TRANSFER,
                        MEDIA_URL_EXPIRES,
                        MAX_MEDIA_BYTES,
                        IMAGE_MAX_SIDE,
                        TOKENS_PER_MINUTE,
                        REQUEST,
                        CACHE));
        return Set.copyOf(options);
    }
}
