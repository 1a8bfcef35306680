// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * The model service behind {@code bin/serve}: a process that runs models for others and speaks
 * version 2 of the Open Inference Protocol over HTTP. It takes references, reads the media from the
 * store itself, and makes batches across its callers: all of that is the runtime of models in a
 * task manager.
 *
 * <p>Start at {@link io.multimodal.models.service.ModelService}. No parameter or result is null
 * unless its docstring says so.
 */
@Internal
package io.multimodal.models.service;

import io.multimodal.annotation.Internal;
