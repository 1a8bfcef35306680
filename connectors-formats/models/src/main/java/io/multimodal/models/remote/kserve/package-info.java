// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The provider {@code kserve}: servers that speak version 2 of the Open Inference Protocol over
 * HTTP, such as Triton, MLServer, KServe and {@code bin/serve}. Every task works with it: the
 * server runs the model, and all else is as for models in the task manager.
 *
 * <p>Start at {@link io.multimodal.models.remote.kserve.KServeModelProviderFactory}; its options
 * are in {@link io.multimodal.models.remote.kserve.KServeModelOptions}. No parameter or result is
 * null unless its docstring says so.
 */
@Internal
package io.multimodal.models.remote.kserve;

import io.multimodal.annotation.Internal;
