//! A team's completion server: OpenAI-compatible `/v1/completions`, as vLLM and llama-server speak it.
//!
//! The one place of the product that opens a connection, and it does so only when the user has named
//! a server. What comes back is text like any other model's: the verdict on it is the caller's.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use decode::{Cancel, PromptFormat, TextDraft, TextModel};
use serde_json::{Value, json};

/// Environment variable with the key that the server wants, sent as a bearer token.
pub const KEY_VARIABLE: &str = "BOARDWISE_BACKEND_KEY";
/// How often a waiting request looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(5);
/// Longest answer that is read.
const MAX_ANSWER: u64 = 1 << 20;

/// A server and how to speak to it.
pub struct Remote {
    agent: ureq::Agent,
    url: String,
    model: Option<String>,
    key: Option<String>,
    format: &'static PromptFormat,
    time_out: Duration,
}

impl Remote {
    /// A server by its address (`http://host:8000`, with or without `/v1`), the name of a model there, and the
    /// name of the prompt format that this model was trained on.
    ///
    /// # Errors
    /// One line when the address is none or the format is unknown. Nothing is sent.
    pub fn new(url: &str, model: Option<&str>, format: &str, time_out: Duration) -> Result<Self, String> {
        let is_http = ["http://", "https://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if !is_http {
            return Err(format!("the backend `{url}` is no address: give one such as http://host:8000"));
        }
        let format = PromptFormat::named(format).ok_or_else(|| {
            let known: Vec<_> = PromptFormat::all().iter().map(|format| format.name.as_str()).collect();
            format!("unknown prompt format `{format}` for the backend: give one of {}", known.join(", "))
        })?;
        let base = url.trim_end_matches('/');
        let base = base.strip_suffix("/completions").unwrap_or(base);
        let base = base.strip_suffix("/v1").unwrap_or(base);
        let agent = ureq::Agent::config_builder().timeout_global(Some(time_out)).http_status_as_error(false).build().new_agent();
        Ok(Self {
            agent,
            url: format!("{base}/v1/completions"),
            model: model.map(str::to_owned),
            key: std::env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty()),
            format,
            time_out,
        })
    }

    /// Where requests go.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The model's name there, if one was given.
    pub fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }

    /// Sends one request and waits for its answer, or until nobody wants it any more.
    fn ask(&self, body: &Value, cancel: &Cancel) -> Result<Value, String> {
        let mut request = self.agent.post(&self.url).header("content-type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let body = body.to_string();
        let (sender, receiver) = channel();
        // A request cannot be taken back; one that is not wanted any more ends by itself at the time-out.
        std::thread::spawn(move || {
            let answer = request.send(body).and_then(|mut response| {
                let text = response.body_mut().with_config().limit(MAX_ANSWER).read_to_string()?;
                Ok((response.status().as_u16(), text))
            });
            let _ = sender.send(answer);
        });
        // Everything that a request does is under the agent's time-out; looking up names on some systems is not.
        let deadline = Instant::now() + self.time_out + Duration::from_millis(200);
        let answer = loop {
            match receiver.recv_timeout(LOOK) {
                Ok(answer) => break answer,
                Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return Err(String::new()),
                Err(RecvTimeoutError::Timeout) if Instant::now() < deadline => {}
                Err(_) => return Err(self.late()),
            }
        };
        let (status, text) = answer.map_err(|error| match error {
            ureq::Error::Timeout(_) => self.late(),
            error => format!("the backend {} cannot be reached: {}; is the server up?", self.url, first_line(&error.to_string())),
        })?;
        if status != 200 {
            let message = serde_json::from_str::<Value>(&text).ok().and_then(|value| {
                let error = value.get("error").unwrap_or(&value);
                error.get("message").or(Some(error))?.as_str().map(str::to_owned)
            });
            let why = message.unwrap_or(text);
            return Err(format!("the backend {} refused with status {status}: {}", self.url, first_line(&why)));
        }
        serde_json::from_str(&text).map_err(|_| self.nonsense("its answer is not JSON"))
    }

    fn late(&self) -> String {
        format!("the backend {} did not answer within {:.1} s", self.url, self.time_out.as_secs_f32())
    }

    fn nonsense(&self, what: &str) -> String {
        format!("the backend {} does not speak the completions protocol: {what}", self.url)
    }
}

impl TextModel for Remote {
    fn format(&self) -> &PromptFormat {
        self.format
    }

    fn drafts(&mut self, prompt: &str, n: usize, max_tokens: usize, stop: &[&str], cancel: &Cancel) -> Result<Vec<TextDraft>, String> {
        // The same prompt gives the same text; several drafts can only differ by chance.
        let temperature = if n > 1 { 0.4 } else { 0.0 };
        let mut body = json!({"prompt": prompt, "max_tokens": max_tokens, "temperature": temperature, "seed": 1, "n": n, "logprobs": 1});
        if !stop.is_empty() {
            body["stop"] = json!(stop);
        }
        if let Some(model) = &self.model {
            body["model"] = json!(model);
        }
        let answer = self.ask(&body, cancel)?;
        let choices = answer["choices"].as_array().ok_or_else(|| self.nonsense("its answer has no `choices`"))?;
        choices.iter().map(|choice| draft(choice, self.format).ok_or_else(|| self.nonsense("a choice has no `text`"))).collect()
    }
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Remote").field("url", &self.url).field("model", &self.model).finish_non_exhaustive()
    }
}

/// One of the answer's choices.
fn draft(choice: &Value, format: &PromptFormat) -> Option<TextDraft> {
    let text = choice.get("text")?.as_str()?;
    // Servers that keep special tokens in the text end it there.
    let end = format.ends.iter().filter_map(|end| text.find(end.as_str())).min();
    let is_finished = end.is_some() || choice["finish_reason"] == "stop";
    Some(TextDraft { text: text[..end.unwrap_or(text.len())].to_owned(), logprobs: logprobs(&choice["logprobs"]), is_finished })
}

/// Bytes and logarithms of probabilities of the tokens: as OpenAI's completions give them, or as its chat does
/// (llama-server uses either, depending on its age). Whatever is malformed counts as not said.
fn logprobs(told: &Value) -> Vec<(usize, f32)> {
    let one = |token: &Value, logprob: &Value| Some((token.as_str()?.len(), logprob.as_f64()? as f32)).filter(|it| it.1 <= 0.0);
    let pairs: Option<Vec<_>> = if let Some(content) = told["content"].as_array() {
        content.iter().map(|it| one(&it["token"], &it["logprob"])).collect()
    } else {
        told["tokens"]
            .as_array()
            .zip(told["token_logprobs"].as_array())
            .and_then(|(tokens, logprobs)| tokens.iter().zip(logprobs).map(|(token, logprob)| one(token, logprob)).collect())
    };
    pairs.unwrap_or_default()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}
