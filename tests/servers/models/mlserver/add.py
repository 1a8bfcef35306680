import numpy as np
from mlserver import MLModel
from mlserver.types import InferenceRequest, InferenceResponse
from mlserver.codecs import NumpyCodec, StringCodec
class Add(MLModel):
    async def load(self):
        return True
    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        d={i.name: NumpyCodec.decode_input(i) for i in payload.inputs}
        a=d["A"].astype(np.float32); b=d["B"].astype(np.float32)
        return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("SUM", a.sum(axis=1,keepdims=True)+b), NumpyCodec.encode_output("TWICE", a*2)])
