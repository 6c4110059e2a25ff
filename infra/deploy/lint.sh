#!/bin/sh
# Lints template.yaml with what is installed; says what was skipped. Exit 1 on findings.
#   infra/deploy/lint.sh            (cfn-lint and aws-sam-cli come from PyPI)
set -u
cd "$(dirname "$0")/../.." || exit 1
AWS_DEFAULT_REGION=${AWS_DEFAULT_REGION:-us-east-1}
SAM_CLI_TELEMETRY=0
export AWS_DEFAULT_REGION SAM_CLI_TELEMETRY
failed=0

translated=$(mktemp -d)
trap 'rm -rf "$translated"' EXIT

if ! command -v cfn-lint >/dev/null 2>&1 || ! cfn-lint --version >/dev/null 2>&1; then
  echo "skipped: cfn-lint not installed"
else
  cfn-lint template.yaml || failed=1
  if python3 -c 'import samtranslator' >/dev/null 2>&1; then
    if python3 infra/deploy/translate.py template.yaml "$translated/template.json"; then
      cfn-lint "$translated/template.json" || failed=1
    else
      failed=1
    fi
  else
    echo "skipped: cfn-lint of the translated template: aws-sam-translator not installed"
  fi
fi

if ! command -v sam >/dev/null 2>&1 || ! sam --version >/dev/null 2>&1; then
  echo "skipped: sam validate: aws-sam-cli not installed"
else
  sam validate --lint --template template.yaml --region "$AWS_DEFAULT_REGION" || failed=1
fi

[ "$failed" -eq 0 ] && echo "template.yaml: no findings"
exit "$failed"
