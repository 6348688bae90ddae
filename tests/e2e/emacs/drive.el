;;; drive.el --- Drives eglot as a person would  -*- lexical-binding: t -*-
;;
;; emacs -Q --batch -l drive.el PROGRAM
;;
;; The configuration is the one of docs/editors/emacs.md, read from that page.  The last line says
;; how many checks passed and failed; the exit code is 1 if any failed.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defvar drive-program (car command-line-args-left))
(setq command-line-args-left nil)
(defvar drive-here (file-name-directory (or load-file-name buffer-file-name)))
;; Fits two loaded cores on which others compile.
(defvar drive-patience 90)
(defvar drive-passed 0)
(defvar drive-failed 0)

(defmacro drive-check (name &rest body)
  "Run BODY as the check NAME; what it signals is its failure."
  (declare (indent 1))
  `(condition-case problem
       (progn ,@body (cl-incf drive-passed) (message "ok      %s" ,name))
     (error (cl-incf drive-failed) (message "FAILED  %s\n        %S" ,name problem))))

(defun drive-eventually (what probe)
  "Wait until PROBE gives something and return it; WHAT says for what."
  (let ((end (+ (float-time) drive-patience)) result)
    (while (and (not (setq result (funcall probe))) (< (float-time) end))
      (accept-process-output nil 0.1))
    (or result (error "In vain: %s" what))))

(defun drive-configure ()
  "Evaluate the first block of Lisp in the page for users."
  (with-temp-buffer
    (insert-file-contents (expand-file-name "../../../docs/editors/emacs.md" drive-here))
    (search-forward "```elisp\n")
    (let ((start (point)))
      (search-forward "\n```")
      (eval-region start (match-beginning 0)))))

(defun drive-line (number)
  "The text of line NUMBER."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (pos-bol) (pos-eol))))

(defun drive-model-item ()
  "The completion at point that the model wrote, with its capf."
  (eglot--signal-textDocument/didChange)
  (when-let* ((capf (eglot-completion-at-point))
              (annotate (plist-get (nthcdr 3 capf) :annotation-function))
              (prefix (buffer-substring-no-properties (nth 0 capf) (point)))
              (item (cl-find-if (lambda (it) (string-search "suggestion of the model" (or (funcall annotate it) "")))
                                (all-completions prefix (nth 2 capf)))))
    (cons item capf)))

(let* ((folder (file-name-as-directory (make-temp-file "boardwise" t)))
       (sketch (expand-file-name "sketch.ino" folder))
       (exec-path (cons (file-name-directory (expand-file-name drive-program)) exec-path))
       (eglot-sync-connect t)
       (eglot-connect-timeout drive-patience)
       (eglot-send-changes-idle-time 0))
  (setenv "XDG_STATE_HOME" (expand-file-name "state" folder))
  (with-temp-file (expand-file-name "boardwise.toml" folder) (insert "board = \"esp32dev\"\n"))
  (with-temp-file sketch
    (insert "const int ledPin = 25;\n\nvoid setup() {\n  pinMode(34, OUTPUT);\n}\n\n"
            "void loop() {\n  digitalWrite(ledPin, HIGH);\n  delay(500);\n  digitalWrite(ledPin, LOW);\n}\n"))
  (message "%s" (car (split-string (emacs-version) "\n")))
  (drive-configure)
  (find-file sketch)
  (drive-check "eglot starts the server"
    (unless (eglot-managed-p) (apply #'eglot (eglot--guess-contact)))
    (drive-eventually "a managed buffer" #'eglot-managed-p)
    (cl-assert (equal (plist-get (eglot--server-info (eglot-current-server)) :name) "boardwise")))
  (drive-check "driving an input-only pin is an error"
    (let ((found (drive-eventually "a diagnostic" (lambda () (flymake-diagnostics)))))
      (cl-assert (cl-some (lambda (it) (string-search "34" (flymake-diagnostic-text it))) found))))
  (drive-check "the fix puts a pin there that can"
    (goto-char (point-min))
    (search-forward "pinMode(3")
    (let* ((actions (eglot-code-actions (point) (point) "quickfix"))
           (preferred (or (cl-find-if (lambda (it) (eq (plist-get it :isPreferred) t)) actions) (error "No fix"))))
      (eglot-execute (eglot-current-server) preferred))
    (cl-assert (not (string-search "34" (drive-line 4))))
    (cl-assert (string-match-p "^  pinMode([A-Za-z0-9_]+, OUTPUT);$" (drive-line 4))))
  (drive-check "hover speaks of the function"
    (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
           (text (plist-get (plist-get answer :contents) :value)))
      (cl-assert (string-search "pinMode" text))))
  (drive-check "the model's suggestion is a completion and inserts"
    (goto-char (point-min))
    (forward-line 9)
    (end-of-line)
    (insert "\n  del")
    (pcase-let* ((`(,item ,start ,_ ,_ . ,rest) (drive-eventually "an item of the model" #'drive-model-item)))
      (delete-region start (point))
      (insert item)
      (funcall (plist-get rest :exit-function) item 'finished)
      (message "        %s" (drive-line 11))
      (cl-assert (string-match-p "^  delay(.*);$" (drive-line 11)))))
  (drive-check "a wish in a comment becomes code"
    (goto-char (point-max))
    (search-backward "}")
    (insert "  // boardwise: read a potentiometer on pin 35 every 2 s\n")
    (forward-line -1)
    (eglot--signal-textDocument/didChange)
    (let ((action (cl-find-if (lambda (it) (string-prefix-p "Generate: " (plist-get it :title))) (eglot-code-actions (pos-bol) (pos-eol)))))
      (unless action (error "No action"))
      (eglot-execute (eglot-current-server) action))
    (drive-eventually "the code" (lambda () (string-match-p "analogRead(" (buffer-string))))
    (cl-assert (not (string-search "// boardwise:" (buffer-string))))
    (cl-assert (string-search "digitalWrite(ledPin, HIGH);" (buffer-string))))
  (drive-check "the server leaves when it is told to"
    (let ((server (eglot-current-server)))
      (eglot-shutdown server nil drive-patience)
      (drive-eventually "the end of the process" (lambda () (not (jsonrpc-running-p server))))))
  (drive-check "what was accepted is counted"
    (with-temp-buffer
      (insert-file-contents (expand-file-name "state/boardwise/stats.json" folder))
      (cl-assert (string-match-p "\"accepted\":1" (buffer-string)))))
  (set-buffer-modified-p nil)
  (delete-directory folder t)
  (message "%d passed, %d failed" drive-passed drive-failed)
  (kill-emacs (if (zerop drive-failed) 0 1)))
