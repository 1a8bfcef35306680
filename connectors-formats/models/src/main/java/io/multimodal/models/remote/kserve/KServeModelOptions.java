// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.annotation.Public;
import io.multimodal.models.remote.RemoteOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of {@code CREATE MODEL … WITH ('provider' = 'kserve', …)} beside those of the task.
 */
@Public
public final class KServeModelOptions {
    /** Where the servers are. */
    public static final ConfigOption<List<String>> ENDPOINT =
            key("endpoint")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The URL of the server, such as http://host:8000, to which /v2/models/… is added; or the URLs of several that run the same model, separated by semicolons. A request goes to the one with the fewest requests in flight, and to another one where that fails.");

    /** The name of the model at the server. */
    public static final ConfigOption<String> MODEL =
            key("model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The name of the model, as the server has it.");

    /** The version of the model at the server. */
    public static final ConfigOption<String> MODEL_VERSION =
            key("model-version")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The version of the model. Default: the one that the server chooses.");

    /** The secret of the account. */
    public static final ConfigOption<String> API_KEY =
            key("api-key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The key that is sent as a bearer token. Default: none.");

    /** How tensors are sent. */
    public static final ConfigOption<Boolean> BINARY =
            key("binary-tensors")
                    .booleanType()
                    .noDefaultValue()
                    .withDescription(
                            "Whether tensors are sent as bytes behind the JSON of a request, and not in it. Default: where the server lists the extension binary_tensor_data.");

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

    private KServeModelOptions() {}

    private static Set<ConfigOption<?>> optional() {
        Set<ConfigOption<?>> options = new HashSet<>(RemoteOptions.ALL);
        options.addAll(Set.of(MODEL_VERSION, API_KEY, BINARY));
        return Set.copyOf(options);
    }
}
